import type { TestAnswer, TestService, TestTwin } from '@pitlane/testing';
import { postPatiently, type Surroundings } from '../appointments/testing.js';

const CALLERS = 64;

/** A store that has room for all of the callers; what is scarce is not bays or technicians. */
export async function plentyOfRoom(around: Surroundings): Promise<void> {
  await around.priceList();
  for (let n = 0; n < 120; n += 1) await around.bay('quick');
  for (let n = 0; n < 68; n += 1) await around.technician(`t${n}.technician`, ['maintenance']);
}

/**
 * 64 callers of two processes book at once, the n-th for `startOf(n)`.
 * @returns the statuses in order, and who was refused with what
 */
export async function raceFor(
  service: TestService,
  around: Surroundings,
  wish: { readonly meanwhile: string },
  startOf: (n: number) => Date,
): Promise<{ statuses: number[]; refused: { body: TestAnswer['body']; wish: object }[] }> {
  const twin: TestTwin = await service.twin();
  const visitors = await Promise.all(Array.from({ length: CALLERS }, () => around.visitor()));
  const wishes = visitors.map((visitor) => {
    return { channel: 'app', complaint: '保养', operations: ['MNT-001'], ...wish, ...visitor };
  });
  const answers = await Promise.all(
    wishes.map((one, n) =>
      postPatiently(n % 2 === 0 ? service : twin, '/v1/appointments', { ...one, startsAt: startOf(n) }),
    ),
  );
  return {
    statuses: answers.map(({ status }) => status).sort(),
    refused: answers.flatMap(({ status, body }, n) => (status === 409 ? [{ body, wish: wishes[n] ?? {} }] : [])),
  };
}

/** What a race comes to in which one wins. */
export const ONE_WINS = [201, ...Array<number>(CALLERS - 1).fill(409)];
