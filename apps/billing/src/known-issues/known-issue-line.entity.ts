import type { Facts, LotQuantity, PartsIssued, PartsReturned } from '@pitlane/contracts';
import { safeInteger } from '@pitlane/platform/aggregate';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A line of an issue, or of a return to its lots, as the parts service posted it. */
@Entity()
export class KnownIssueLine {
  /** The issue, or the return. */
  @PrimaryColumn('uuid') documentId!: string;
  @PrimaryColumn('int') position!: number;
  @Column('text') storeId!: string;
  @Column('text') kind!: 'issue' | 'return';
  @Column('uuid') issueId!: string;
  @Column('uuid') repairOrderId!: string;
  /** The repair order's line. */
  @Column('uuid') lineId!: string;
  @Column('text') partNumber!: string;
  @Column('bigint', { transformer: safeInteger }) quantityThousandths!: number;
  @Column('bigint', { transformer: safeInteger }) costFen!: number;
  @Column('jsonb') lots!: Facts<LotQuantity>[];
  @Column('timestamptz') postedAt!: Date;

  static issued(storeId: string, event: PartsIssued): KnownIssueLine[] {
    return rows(event, { storeId, kind: 'issue', documentId: event.issueId, postedAt: new Date(event.issuedAt) });
  }

  static returned(storeId: string, event: PartsReturned): KnownIssueLine[] {
    return rows(event, { storeId, kind: 'return', documentId: event.returnId, postedAt: new Date(event.returnedAt) });
  }
}

function rows(
  { issueId, repairOrderId, lines }: PartsIssued | PartsReturned,
  posting: Pick<KnownIssueLine, 'storeId' | 'kind' | 'documentId' | 'postedAt'>,
): KnownIssueLine[] {
  return lines.map((line, position) =>
    Object.assign(new KnownIssueLine(), { ...line, ...posting, position, issueId, repairOrderId }),
  );
}
