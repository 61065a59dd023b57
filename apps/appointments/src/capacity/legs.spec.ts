import fc from 'fast-check';
import { BAY_KINDS, SKILLS } from '@pitlane/contracts';
import { legsOf, minutesOf, type Operation } from './legs.js';
import { needOf } from './need.js';

const operation = (
  bayKind: Operation['bayKind'],
  skill: Operation['skill'] = 'maintenance',
  flatRateHundredths = 50,
): Operation => ({ bayKind, skill, flatRateHundredths });

describe('the legs of a visit', () => {
  it('are one for each kind of bay: what is wrong is found first, alignment follows the repair, and the wash comes last', () => {
    const kinds = ['wash', 'alignment', 'lift', 'paint', 'quick', 'diagnosis', 'lift'] as const;
    const legs = legsOf(kinds.map((kind) => operation(kind)));
    expect(legs.map(({ bayKind }) => bayKind)).toEqual(['diagnosis', 'lift', 'quick', 'paint', 'alignment', 'wash']);
  });

  it('take the flat-rate time of their own operations, and the skills of them', () => {
    const operations = [
      operation('lift', 'brakes', 150),
      operation('quick', 'maintenance', 60),
      operation('lift', 'engine', 25),
    ];
    expect(legsOf(operations)).toEqual([
      { bayKind: 'lift', skills: ['brakes', 'engine'], durationMinutes: 105 },
      { bayKind: 'quick', skills: ['maintenance'], durationMinutes: 36 },
    ]);
  });

  it('fill the slots of the visit: what is left over is the last one’s', () => {
    const operations = [operation('lift', 'brakes', 150), operation('quick', 'maintenance', 60)];
    const { legs } = needOf({ operations, durationMinutes: 135 });
    expect(legs.map(({ durationMinutes }) => durationMinutes)).toEqual([90, 45]);
  });

  it('have time for all of the work, and less than a minute more for each kind of bay, whatever it is', () => {
    const one = fc.record({
      bayKind: fc.constantFrom(...BAY_KINDS),
      skill: fc.constantFrom(...SKILLS),
      flatRateHundredths: fc.integer({ min: 1, max: 2_000 }),
    });
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 20 }), (operations) => {
        const legs = legsOf(operations);
        const workHundredths = operations.reduce((sum, { flatRateHundredths }) => sum + flatRateHundredths, 0);
        expect(minutesOf(legs) * 100).toBeGreaterThanOrEqual(workHundredths * 60);
        expect((minutesOf(legs) - legs.length) * 100).toBeLessThan(workHundredths * 60);
      }),
    );
  });
});
