import { freePort as choose } from '../../processes.mjs';

/** A TCP port of 127.0.0.1 that nobody listens on, another each time; with its type, for who imports this package. */
export const freePort = (): Promise<number> => choose();
