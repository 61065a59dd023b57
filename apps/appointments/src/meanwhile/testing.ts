import type { TestAnswer, TestService, TestTwin } from '@pitlane/testing';
import { postPatiently, type Surroundings } from '../appointments/testing.js';

const CALLERS = 64;
const BY_APP = { channel: 'app', complaint: '保养' };

/** A store that has room for all of the callers; what is scarce is not bays or technicians. */
export async function plentyOfRoom(around: Surroundings): Promise<void> {
  await around.priceList();
  for (let n = 0; n < 120; n += 1) await around.bay('quick');
  for (let n = 0; n < 68; n += 1) await around.technician(`t${n}.technician`, ['maintenance']);
}

interface Race {
  /** MNT-001 unless said otherwise. */
  readonly operation?: string;
  readonly meanwhile: string;
  /** When the n-th wants to come. */
  readonly startOf: (n: number) => Date;
  /** Every other one holds the time first. */
  readonly isHeldFirst?: boolean;
}

/** Who came too late: with what they were refused, and what they had wanted. */
export interface Loser {
  readonly body: TestAnswer['body'];
  readonly wish: object;
}

/**
 * 64 callers of two processes book at once. A hold of one process that won is booked in the other.
 * @returns the statuses in order, and who was refused with what
 */
export async function raceFor(
  service: TestService,
  around: Surroundings,
  { operation = 'MNT-001', meanwhile, startOf, isHeldFirst = false }: Race,
): Promise<{ statuses: number[]; refused: Loser[] }> {
  const twin: TestTwin = await service.twin();
  const visitors: Awaited<ReturnType<Surroundings['visitor']>>[] = [];
  while (visitors.length < CALLERS) visitors.push(await around.visitor());
  const wishes = visitors.map((visitor, n) => ({
    operations: [operation],
    meanwhile,
    startsAt: startOf(n),
    ...visitor,
  }));
  const answers = await Promise.all(
    wishes.map((wish, n) => {
      const place = n % 4 < 2 ? service : twin;
      if (isHeldFirst && n % 2 === 0) return postPatiently(place, '/v1/slot-holds', wish);
      return postPatiently(place, '/v1/appointments', { ...BY_APP, ...wish });
    }),
  );
  const winner = answers.findIndex(({ body }) => body['status'] === 'held');
  const hold = answers[winner];
  if (hold) {
    const elsewhere = winner % 4 < 2 ? twin : service;
    const body = { ...BY_APP, ...wishes[winner], holdId: hold.body['id'] };
    answers[winner] = await postPatiently(elsewhere, '/v1/appointments', body);
  }
  return {
    statuses: answers.map(({ status }) => status).sort(),
    refused: answers.flatMap(({ status, body }, n) => (status === 409 ? [{ body, wish: wishes[n] ?? {} }] : [])),
  };
}

/** Books the first of the times that somebody who came too late was told can be had. */
export async function bookInstead(around: Surroundings, loser: Loser | undefined): Promise<number> {
  const [startsAt] = loser?.body['alternatives'] as string[];
  return (await around.book({ ...loser?.wish, startsAt })).status;
}

/** What a race comes to in which one wins. */
export const ONE_WINS = [201, ...Array<number>(CALLERS - 1).fill(409)];
