import type { BayKind } from '@pitlane/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A bay of the workshop, as it last said (WKS-1). */
@Entity()
export class KnownBay {
  @PrimaryColumn('uuid') bayId!: string;
  @Column('text') storeId!: string;
  @Column('text') name!: string;
  @Column('text') kind!: BayKind;
  /** False: takes no car. */
  @Column('boolean') active!: boolean;
}
