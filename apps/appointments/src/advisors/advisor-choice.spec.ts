import { chooseAdvisor } from './advisor-choice.js';

const advisors = ['chen.advisor', 'liu.advisor', 'zhao.advisor'];

describe('the advisor of a visit', () => {
  it('is the one who served the customer last, however busy', () => {
    const visits = new Map([['liu.advisor', 9]]);
    expect(chooseAdvisor({ advisors, usual: 'liu.advisor', visits })).toBe('liu.advisor');
  });

  it('is the one with the fewest visits that day for a new customer', () => {
    const visits = new Map([
      ['chen.advisor', 2],
      ['liu.advisor', 1],
      ['zhao.advisor', 1],
    ]);
    expect(chooseAdvisor({ advisors, usual: null, visits })).toBe('liu.advisor');
  });

  it('is chosen anew when the usual one has left the store', () => {
    expect(chooseAdvisor({ advisors, usual: 'gone.advisor', visits: new Map() })).toBe('chen.advisor');
  });
});
