import type { PartListed, PartOrigin } from '@pitlane/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A part of the catalogue that parts keeps (PRT-1). */
@Entity()
export class KnownPart {
  @PrimaryColumn('text') storeId!: string;
  @PrimaryColumn('text') partNumber!: string;
  @Column('text') nameZh!: string;
  @Column('text') nameEn!: string;
  /** `piece`, `litre`, `set` … */
  @Column('text') unit!: string;
  @Column('text') origin!: PartOrigin;

  static of({ partNumber, nameZh, nameEn, unit, origin }: PartListed, storeId: string): KnownPart {
    return Object.assign(new KnownPart(), { storeId, partNumber, nameZh, nameEn, unit, origin });
  }
}
