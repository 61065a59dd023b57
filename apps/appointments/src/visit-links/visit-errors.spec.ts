import { NoCapacity } from '../capacity/capacity.errors.js';
import type { Need, Shortage } from '../capacity/need.js';
import { TimeTaken, toldToCustomers } from './visit.errors.js';

const need = { durationMinutes: 45 } as Need;
const nearest = new Date('2026-11-24T02:00:00Z');
const told = (shortage: Shortage): unknown => toldToCustomers(new NoCapacity(need, shortage, [nearest]));

describe('a time that a customer cannot have', () => {
  it.each<[Shortage, string]>([
    [{ reason: 'share' }, 'full'],
    [{ reason: 'bay', bayKind: 'ev' }, 'full'],
    [{ reason: 'technician', skills: ['engine'] }, 'full'],
    [{ reason: 'advisor' }, 'full'],
    [{ reason: 'closed' }, 'closed'],
    [{ reason: 'overnight' }, 'overnight'],
    [{ reason: 'vehicle' }, 'vehicle'],
    [{ reason: 'courtesy-car' }, 'courtesy-car'],
    [{ reason: 'driver' }, 'driver'],
    [{ reason: 'lounge' }, 'lounge'],
  ])('for %j is told to be %s, with the nearest that they can', (shortage, reason) => {
    const error = told(shortage) as TimeTaken;
    expect(error).toBeInstanceOf(TimeTaken);
    expect(error.details).toEqual({ reason, alternatives: [nearest.toISOString()] });
  });

  it('is not made of any other refusal', () => {
    const other = new Error('another');
    expect(toldToCustomers(other)).toBe(other);
  });
});
