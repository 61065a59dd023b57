import { KitDefined, KitWithdrawn } from '@pitlane/contracts';
import { Aggregate, Disclosed, safeInteger } from '@pitlane/platform/aggregate';
import { Column, Entity, ManyToOne, OneToMany, PrimaryColumn, type Relation } from 'typeorm';
import { KitWithdrawnBefore, PartTwiceInKit } from './kit.errors.js';

export interface KitLineFacts {
  id: string;
  partNumber: string;
  quantityThousandths: number;
}

export interface KitFacts {
  id: string;
  storeId: string;
  code: string;
  edition: number;
  name: string;
  operationCode: string;
  lines: readonly KitLineFacts[];
}

/** The parts that an operation takes, under a code (PRT-16). What was defined stays as it is: a change is a new edition. */
@Entity()
export class Kit extends Aggregate {
  @Disclosed() @Column('text') code!: string;
  /** 1, 2 … within its code. */
  @Column('int') edition!: number;
  @Column('text') name!: string;
  @Disclosed() @Column('text') operationCode!: string;
  @Column('timestamptz', { nullable: true }) withdrawnAt!: Date | null;
  @OneToMany(() => KitLine, (line) => line.kit, { cascade: true, eager: true })
  lines!: KitLine[];

  /** @throws PartTwiceInKit */
  static define({ lines, ...facts }: KitFacts): Kit {
    const numbers = lines.map(({ partNumber }) => partNumber);
    const twice = numbers.find((partNumber, index) => numbers.indexOf(partNumber) < index);
    if (twice !== undefined) throw new PartTwiceInKit(twice);
    const kit = new Kit();
    kit.begin(facts.id, facts.storeId);
    Object.assign(kit, { ...facts, withdrawnAt: null });
    kit.lines = lines.map((line, position) =>
      Object.assign(new KitLine(), { ...line, position, storeId: facts.storeId }),
    );
    return kit;
  }

  get linesInOrder(): KitLine[] {
    return [...this.lines].sort((a, b) => a.position - b.position);
  }

  defined(): KitDefined {
    const { id: kitId, code, edition, name, operationCode } = this;
    const parts = this.linesInOrder.map(({ partNumber, quantityThousandths }) => ({ partNumber, quantityThousandths }));
    return KitDefined.of({ kitId, code, edition, name, operationCode, parts });
  }

  /** @throws KitWithdrawnBefore */
  withdraw(at: Date): KitWithdrawn {
    const { id: kitId, code, edition } = this;
    if (this.withdrawnAt) throw new KitWithdrawnBefore(code);
    this.withdrawnAt = at;
    return KitWithdrawn.of({ kitId, code, edition, withdrawnAt: at.toISOString() });
  }
}

@Entity()
export class KitLine {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') storeId!: string;
  @ManyToOne(() => Kit, (kit) => kit.lines) kit!: Relation<Kit>;
  @Column('uuid') kitId!: string;
  /** 0, 1, 2 … in the order of the definition. */
  @Column('int') position!: number;
  @Column('text') partNumber!: string;
  @Column('bigint', { transformer: safeInteger }) quantityThousandths!: number;
}
