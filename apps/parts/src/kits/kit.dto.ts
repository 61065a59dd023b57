import { Code, Instant, Integer, ListOf, Text, Thousandths, Uuid } from '@pitlane/contracts';
import { PageQuery } from '@pitlane/platform';
import { inWholePacks } from '../catalogue/packs.js';
import type { Kit } from './kit.entity.js';
import type { KitWithPacks } from './kits.queries.js';

export class DefineKitLine {
  @Code() partNumber!: string;
  @Thousandths({ min: 1 }) quantityThousandths!: number;
}

/** With a code that is in use it is the next edition of that kit. */
export class DefineKit {
  @Code() code!: string;
  @Text(120) name!: string;
  @Code() operationCode!: string;
  @ListOf(() => DefineKitLine, { min: 1, max: 100 }) lines!: DefineKitLine[];
}

export class KitsQuery extends PageQuery {
  @Code({ optional: true }) operationCode?: string;
}

export class KitLineView {
  @Code() partNumber!: string;
  @Thousandths() quantityThousandths!: number;
  /** Rounded up to the part's minimum pack, beyond what a line may ask for if need be. */
  @Integer() packedThousandths!: number;
}

export class KitView {
  @Uuid() id!: string;
  @Integer() version!: number;
  @Code() code!: string;
  @Integer({ min: 1 }) edition!: number;
  @Text(120) name!: string;
  @Code() operationCode!: string;
  @Instant({ nullable: true }) withdrawnAt!: string | null;
  @ListOf(() => KitLineView) lines!: KitLineView[];

  static of({ kit, minPacks }: KitWithPacks): KitView {
    const { id, version, code, edition, name, operationCode, withdrawnAt } = kit;
    return Object.assign(new KitView(), {
      ...{ id, version, code, edition, name, operationCode },
      withdrawnAt: withdrawnAt?.toISOString() ?? null,
      lines: linesOf(kit, minPacks),
    });
  }
}

const linesOf = (kit: Kit, minPacks: KitWithPacks['minPacks']): KitLineView[] =>
  kit.linesInOrder.map(({ partNumber, quantityThousandths }) => {
    const packedThousandths = inWholePacks(quantityThousandths, minPacks.get(partNumber) ?? null);
    return { partNumber, quantityThousandths, packedThousandths };
  });
