// Requirements of HTTP APIs that an OpenAPI document describes.
import type { Requirement } from './requirement.ts'

export const openapiRequirements = [
  {
    id: 'OAS-01',
    behaviour:
      'An OpenAPI 3.0 or 3.1 document, JSON or YAML, becomes tools with arguments and hints.',
    source: 'OpenAPI 3.1.1, 4.8',
  },
  {
    id: 'OAS-02',
    behaviour:
      'What is no such document, or a bomb of one, is said in plain words, and nothing of it is used.',
    source: 'OpenAPI 3.1.1, 4.3; YAML 1.2, 3.2.2.2',
  },
  {
    id: 'OAS-03',
    behaviour: 'References stay references: cycles end, and no other document is ever fetched.',
    source: 'OpenAPI 3.1.1, 4.8.23; JSON Schema 2020-12, 8.2.3',
  },
  {
    id: 'OAS-04',
    behaviour:
      'Thousands of operations are read within bounds; what is not offered is counted and said.',
  },
  {
    id: 'OAS-05',
    behaviour:
      'An operation whose sign-in we cannot do is hidden with the reason; one without sign-in gets no token.',
    source: 'OpenAPI 3.1.1, 4.8.27 and 4.8.30',
  },
  {
    id: 'OAS-06',
    behaviour:
      'A server at another address than the document is used only after the person agreed.',
    source: 'OpenAPI 3.1.1, 4.8.5',
  },
  {
    id: 'OAS-07',
    behaviour:
      'A request is built from exactly the frozen arguments, and no value leads it to another place or header.',
    source: 'RFC 6570 3.2; RFC 3986 5.2.4; RFC 9110 5.5',
  },
  {
    id: 'OAS-08',
    behaviour:
      'An answer is judged as it is: done, refused, failed, or unknown where a change may have happened.',
    source: 'RFC 9110 9.2.2 and 15; RFC 9457; RFC 6585 4',
  },
  {
    id: 'OAS-09',
    behaviour:
      'A refusal without words asks for the scopes that the document says the operation needs.',
    source: 'OpenAPI 3.1.1, 4.8.30; RFC 6750 3.1',
  },
  {
    id: 'OAS-10',
    behaviour:
      'An API is found by its address, beside it, or by its catalogue, and protected by the server it names.',
    source: 'RFC 9727 2; RFC 9728 3 and 5.1',
  },
  {
    id: 'OAS-11',
    behaviour: 'Reading a document never throws anything but our own error, whatever is in it.',
  },
  {
    id: 'OAS-12',
    behaviour:
      'A bank’s HTTP API is added, signed in to, stepped up, deferred and called once with a bound token.',
    source: 'RFC 9449 7; RFC 9470 3',
  },
  {
    id: 'OAS-13',
    behaviour:
      'A tool’s definition covers its request, so that a moved operation is a changed tool.',
  },
  {
    id: 'OAS-14',
    behaviour:
      'Of a document with more operations than are offered the person chooses groups; the choice lasts, and changes neither names nor what is held.',
    source: 'OpenAPI 3.1.1, 4.8.10',
  },
] as const satisfies readonly Requirement[]
