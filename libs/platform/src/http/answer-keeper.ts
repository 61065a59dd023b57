import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Tx } from '../database/tx.js';

/**
 * How the answers of commands are kept for a repeated request: as they are. A service whose answers are about people may keep
 * those sealed.
 */
@Injectable()
export class AnswerKeeper {
  /** What tells two requests apart: a hash of their canonical JSON. */
  fingerprint(content: string): Buffer {
    return createHash('sha256').update(content).digest();
  }

  /** The body of an answer about a person, as it is stored. */
  seal(_tx: Tx, body: string, _personId: string): Promise<string> {
    return Promise.resolve(body);
  }

  /** The body as it went out. @throws DomainError when it can't be given any more */
  open(_tx: Tx, kept: string): Promise<string> {
    return Promise.resolve(kept);
  }
}
