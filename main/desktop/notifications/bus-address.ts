// Finds the socket of the session bus from its address (D-Bus specification, Server Addresses).

/** The path to connect to (`\0name` for an abstract socket), or null when none can be used here. */
export function parseBusAddress(address: string): string | null {
  for (const one of address.split(';')) {
    if (!one.startsWith('unix:')) continue
    const parameters = new Map(one.slice('unix:'.length).split(',').map(splitParameter))
    const socketPath = parameters.get('path')
    if (socketPath !== undefined) return socketPath
    const abstract = parameters.get('abstract')
    if (abstract !== undefined) return `\0${abstract}`
  }
  return null
}

/** Where the session bus is: its address, else the usual place of a systemd session. */
export function findSessionBus(env: Readonly<Record<string, string | undefined>>): string | null {
  const address = env['DBUS_SESSION_BUS_ADDRESS']
  if (address !== undefined && address !== '') return parseBusAddress(address)
  const runtime = env['XDG_RUNTIME_DIR']
  return runtime === undefined || runtime === '' ? null : `${runtime}/bus`
}

function splitParameter(parameter: string): [string, string] {
  const at = parameter.indexOf('=')
  const key = at < 0 ? parameter : parameter.slice(0, at)
  const value = at < 0 ? '' : parameter.slice(at + 1)
  try {
    return [key, decodeURIComponent(value)]
  } catch {
    return [key, value]
  }
}
