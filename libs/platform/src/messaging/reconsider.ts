import { InvalidEvent, parseEvent } from '@pitlane/contracts';
import type { DataSource } from 'typeorm';
import type { Inbox } from './inbox.js';

interface Unknown {
  id: string;
  subject: string;
  stream: string;
  stream_seq: string | null;
  headers: Record<string, string>;
  raw: Buffer;
}

/**
 * Hands events to the inbox again that were parked because an older build did not know their type: while a new version rolls
 * out, its producers may speak before all its consumers understand. Answers how many there were.
 */
export async function reconsiderUnknown(db: DataSource, inbox: Inbox, consumer: string): Promise<number> {
  const rows = await db.query<Unknown[]>(
    `SELECT id, subject, stream, stream_seq, headers, raw FROM inbox_parked
     WHERE consumer = $1 AND resolved_at IS NULL AND reason_code IN ('unknown_type', 'unsupported_version') ORDER BY id LIMIT 200`,
    [consumer],
  );
  const understood = rows.filter(({ raw }) => isUnderstood(raw));
  for (const { id, subject, stream, stream_seq, headers, raw } of understood) {
    const streamSeq = stream_seq === null ? null : Number(stream_seq);
    await inbox.accept({ subject, stream, streamSeq, headers, raw, deliveryCount: 1 }, { redrive: true });
    await db.query(
      `UPDATE inbox_parked SET resolved_at = now(), resolved_by = $2, resolution = 'this build knows the type'
       WHERE id = $1 AND resolved_at IS NULL`,
      [id, consumer],
    );
  }
  return understood.length;
}

function isUnderstood(raw: Buffer): boolean {
  try {
    parseEvent(raw);
    return true;
  } catch (error) {
    if (error instanceof InvalidEvent) return false;
    throw error;
  }
}
