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
  @Flag() active!: boolean;

  static of({ id, version, name, kind, active }: Bay): BayView {
    return { id, version, name, kind, active };
  }
}
