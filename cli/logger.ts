import { pino, type Logger } from 'pino';

/** The log of a process: one JSON line per event on standard error. Events never hold patient data, queries or addresses. */
export function openLogger(level: string): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ dest: 2, sync: true }));
}
