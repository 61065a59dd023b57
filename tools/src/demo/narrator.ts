import { localTime } from '@pitlane/kernel';
import { customerAt, vehicleAt } from './data/index.js';
import { STORE } from './staff-members.js';

/** Tells the day as it passes, a line for each thing that a person at the store would notice. */
export class Narrator {
  private lastDate = '';

  constructor(private readonly print: (line: string) => void) {}

  say(at: Date, guestIndex: number | undefined, what: string): void {
    const { date, time } = localTime(at, STORE.zone);
    if (date !== this.lastDate) this.print(`\n── ${date} ${'─'.repeat(60)}`);
    this.lastDate = date;
    const who = guestIndex === undefined ? '' : this.carOf(guestIndex);
    this.print(`${time}  ${who.padEnd(22)}${what}`);
  }

  private carOf(index: number): string {
    return `${vehicleAt(index).plate} ${customerAt(index).nameZh}`;
  }
}
