import type { PartOrigin } from '@pitlane/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What billing prints of a part of the parts service's catalogue. */
@Entity()
export class KnownPart {
  @PrimaryColumn('uuid') partId!: string;
  @Column('text') storeId!: string;
  @Column('text') partNumber!: string;
  @Column('text') nameZh!: string;
  @Column('text') unit!: string;
  @Column('text') origin!: PartOrigin;
}
