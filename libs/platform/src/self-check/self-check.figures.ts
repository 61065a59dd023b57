import { Gauge } from 'prom-client';
import type { DataSource } from 'typeorm';
import type { Metrics } from '../telemetry/metrics.js';
import { figuresOf, type Progress } from './self-check.queries.js';

/** The same figures from every replica, whichever of them looked: they are read from the row that they share. */
export function registerFigures(metrics: Metrics, dataSource: DataSource): void {
  const figure = async (read: 'endedAtSeconds' | 'tookMs'): Promise<number> => {
    const figures = await figuresOf(dataSource);
    return figures[read] ?? Number.NaN;
  };
  metrics.onScrape(
    'pitlane_self_check_ended_timestamp_seconds',
    'When the books were last looked at in full turn.',
    () => figure('endedAtSeconds'),
  );
  metrics.onScrape(
    'pitlane_self_check_seconds',
    'How long the last turn took, rests included.',
    async () =>
    (await figure('tookMs')) / 1_000, // prettier-ignore
  );
  const byCheck = (name: string, help: string, read: (progress: Progress) => number): void => {
    new Gauge({
      name,
      help,
      labelNames: ['invariant', 'of'],
      registers: [metrics.registry],
      async collect() {
        const { progress } = await figuresOf(dataSource).catch(() => ({ progress: {} }));
        this.reset();
        for (const [check, figures] of Object.entries(progress)) {
          const [invariant = '', of = ''] = check.split(' ');
          if (figures) this.set({ invariant, of }, read(figures));
        }
      },
    });
  };
  byCheck(
    'pitlane_invariant_violations',
    'Things that break an invariant of the books.',
    ({ broken }) => broken.length,
  );
  byCheck('pitlane_invariant_checked', 'Things that were looked at, ever.', ({ checked }) => checked);
}
