import { Code, Flag, Integer, ListOf, Uuid } from '@pitlane/contracts';
import { ChecklistItem } from './checklist-item.js';
import type { Checklist } from './checklist.entity.js';

/** The operation in the path. */
export class OperationPath {
  @Code() operationCode!: string;
}

export class ReviseChecklist {
  @Flag() safetyCritical!: boolean;
  @Flag() roadTest!: boolean;
  @ListOf(() => ChecklistItem, { min: 1, max: 60 }) items!: ChecklistItem[];
}

export class ChecklistView {
  @Uuid() id!: string;
  /** Edition of the checklist. */
  @Integer() version!: number;
  @Code() operationCode!: string;
  @Flag() safetyCritical!: boolean;
  @Flag() roadTest!: boolean;
  @ListOf(() => ChecklistItem) items!: ChecklistItem[];

  static of({ id, version, operationCode, safetyCritical, roadTest, items }: Checklist): ChecklistView {
    return { id, version, operationCode, safetyCritical, roadTest, items };
  }
}
