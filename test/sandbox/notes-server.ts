// A small MCP server that keeps notes: one tool reads, one writes, each with its own scope.
import { McpServer, type CallToolResult } from '@modelcontextprotocol/server'
import * as z from 'zod'

/** One note that really was written. */
export type Note = { text: string }

/** The scopes of the notes server. */
export const notesScopes = ['notes.read', 'notes.write']

/** A server for one request, made with a token of this scope. */
export function buildNotesServer(notes: Note[], scope: string): McpServer {
  const server = new McpServer({ name: 'notes', title: 'Notes', version: '1.0.0' })
  const allowed = (one: string): boolean => scope.split(' ').includes(one)
  server.registerTool(
    'list_notes',
    {
      title: 'List notes',
      description: 'Lists all notes.',
      inputSchema: z.object({}),
      annotations: { readOnlyHint: true },
    },
    () =>
      allowed('notes.read')
        ? said(notes.map(({ text }) => text).join('\n') || 'No notes.')
        : failed('This token may not read notes.'),
  )
  server.registerTool(
    'add_note',
    {
      title: 'Add a note',
      description: 'Writes a note.',
      inputSchema: z.object({ text: z.string().min(1).describe('What to write') }),
      annotations: { readOnlyHint: false, destructiveHint: false },
    },
    ({ text }) => {
      if (!allowed('notes.write')) return failed('This token may not write notes.')
      notes.push({ text })
      return said(`Noted: ${text}`)
    },
  )
  return server
}

function said(text: string): CallToolResult {
  return { content: [{ type: 'text', text }] }
}

function failed(text: string): CallToolResult {
  return { isError: true, content: [{ type: 'text', text }] }
}
