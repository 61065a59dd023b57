import { BAY_KINDS, Flag, Integer, OneOf, Text, Uuid, type BayKind } from '@pitlane/contracts';
import type { Bay } from './bay.entity.js';

export class RegisterBay {
  @Text(40) name!: string;
  @OneOf(BAY_KINDS) kind!: BayKind;
}

export class BayView {
  @Uuid() id!: string;
  @Integer() version!: number;
  @Text(40) name!: string;
  @OneOf(BAY_KINDS) kind!: BayKind;
  /** False: takes no car. */
  @Flag() active!: boolean;
  /** Overdue for its check, or failed it: the bay takes no car, though nobody closed it. */
  @Flag() equipmentOutOfOrder!: boolean;

  static of({ id, version, name, kind, takesCars: active, equipmentOutOfOrder }: Bay): BayView {
    return { id, version, name, kind, active, equipmentOutOfOrder };
  }
}
