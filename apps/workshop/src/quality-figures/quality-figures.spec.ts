import { DEFINITIONS, qualityFigures, type QualityRow } from './quality-figures.js';

const aRow = (changes: Partial<QualityRow> = {}): QualityRow => ({
  technicianId: null,
  operationCode: null,
  finishedJobs: 0,
  inspectedJobs: 0,
  firstPassJobs: 0,
  reworkedJobs: 0,
  deliveredJobs: 0,
  comebackJobs: 0,
  ...changes,
});

describe('quality figures', () => {
  it('divide first passes by inspected, rework by finished and comebacks by delivered jobs', () => {
    const counts = { finishedJobs: 300, inspectedJobs: 200, firstPassJobs: 195, reworkedJobs: 5 };
    const { totals } = qualityFigures([aRow({ ...counts, deliveredJobs: 150, comebackJobs: 1 })]);
    expect(totals).toMatchObject({ firstPassBasisPoints: 9750, reworkBasisPoints: 167, comebackBasisPoints: 67 });
  });

  it('know no share of nothing', () => {
    const unknown = { firstPassBasisPoints: null, reworkBasisPoints: null, comebackBasisPoints: null };
    expect(qualityFigures([]).totals).toMatchObject({ finishedJobs: 0, ...unknown });
    const [wu] = qualityFigures([aRow({ technicianId: 'wu.technician', finishedJobs: 1 })]).technicians;
    expect(wu).toMatchObject({ firstPassBasisPoints: null, reworkBasisPoints: 0, comebackBasisPoints: null });
  });

  it('stand under the technician, the operation, or all', () => {
    const rows = [
      aRow({ technicianId: 'wu.technician', finishedJobs: 2 }),
      aRow({ operationCode: 'BRK-012', finishedJobs: 1 }),
      aRow({ finishedJobs: 3 }),
    ];
    expect(qualityFigures(rows)).toMatchObject({
      totals: { finishedJobs: 3 },
      technicians: [{ technicianId: 'wu.technician', finishedJobs: 2 }],
      operations: [{ operationCode: 'BRK-012', finishedJobs: 1 }],
    });
  });

  it('say what a comeback is', () => {
    expect(DEFINITIONS.comeback).toContain('within 30 days of the delivery or with at most 1000 km more');
  });
});
