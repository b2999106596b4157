// The server log is an allow-list of fields, one JSON line each (security.md 7): no path values, no query, no names,
// no addresses, no words of an error. What is not listed in LogFields cannot be written.
import { pino } from 'pino'
import { faultLine } from './fault-line.ts'
import type { LogLevel } from './settings.ts'
import type { LogFields } from './services.ts'

export function serverLog(level: LogLevel) {
  const logger = pino(
    { level, base: null, timestamp: () => `,"time":"${new Date().toISOString()}"` },
    pino.destination({ fd: 2, sync: false }),
  )
  return (severity: 'info' | 'warn' | 'error', event: string, fields: LogFields = {}): void => {
    const { request, route, status, ms, bytes, role, code, job, error } = fields
    logger[severity]({
      event,
      request,
      route,
      status,
      ms,
      bytes,
      role,
      code,
      job,
      error: error === undefined ? undefined : faultLine(error),
    })
  }
}
