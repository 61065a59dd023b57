import type { Period } from './day.js';

/** That something is kept for a time: a courtesy car by a loan or a hold, a driver by a ride. */
export interface Kept extends Period {
  /** Of the visit for which it is; null of a hold. */
  readonly appointmentId: string | null;
  /** Of the car, or the driver. */
  readonly keptId: string;
}

/** Things of which any one will do, and what keeps them, as read from the database at one moment. */
export class Pool {
  /** @param ids in the order in which they are given */
  constructor(
    private readonly ids: readonly string[],
    private readonly kept: readonly Kept[],
  ) {}

  /** @param movedId a visit that is moved, or something of it: what it has itself does not stand in its way */
  free({ from, to }: Period, movedId?: string): string[] {
    const taken = this.kept
      .filter((one) => one.appointmentId !== movedId && one.from < to && one.to > from)
      .map(({ keptId }) => keptId);
    return this.ids.filter((id) => !taken.includes(id));
  }
}
