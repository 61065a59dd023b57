import type { Column, Sheet } from '@pitlane/platform/sheets';
import type { BookingFiguresView, FigureAppointmentView, FigureView, StoreFiguresView } from './figures.dto.js';

const FIGURE_COLUMNS: readonly Column[] = [
  { name: 'store', kind: 'text' },
  { name: 'from', kind: 'day' },
  { name: 'to', kind: 'day' },
  { name: 'figure', kind: 'text' },
  { name: 'of', kind: 'text' },
  { name: 'value', kind: 'number' },
  { name: 'unit', kind: 'text' },
  { name: 'part', kind: 'number' },
  { name: 'whole', kind: 'number' },
  { name: 'definition', kind: 'text' },
];

/** The figures of each store with its hours, channels and advisors, then the figures of all stores together. */
export function figuresSheet({ from, to, together, stores }: BookingFiguresView): Sheet {
  const rowsOf = (store: string, figures: readonly FigureView[]) =>
    figures.map(({ figure, value, unit, part, whole, definition }) => {
      return [store, from, to, figure, null, value, unit, part, whole, definition];
    });
  const rows = stores.flatMap((store) => [
    ...rowsOf(store.storeId, store.figures),
    ...detailsOf(store).map((detail) => [store.storeId, from, to, ...detail, null]),
  ]);
  return { columns: FIGURE_COLUMNS, rows: [...rows, ...rowsOf('all', together)] };
}

/** Capacity use by hour, and visits by channel and by advisor: figure, of what, value, unit, part, whole. */
function detailsOf({ byHour, byChannel, byAdvisor }: StoreFiguresView): (string | number | null)[][] {
  const hours = byHour.map(({ hour, useBasisPoints, takenSlots, bookableSlots }) => {
    return ['capacity-use', `${hour}:00`, useBasisPoints, 'basis-points', takenSlots, bookableSlots];
  });
  const groups = [
    ...byChannel.map(({ channel, ...visits }) => ({ of: channel, ...visits })),
    ...byAdvisor.map(({ advisorId, ...visits }) => ({ of: advisorId, ...visits })),
  ];
  const counts = groups.flatMap(({ of, bookings, arrived, missed, kept, broken, takenSlots }) =>
    Object.entries({ bookings, arrived, missed, kept, broken, 'taken-slots': takenSlots }).map(([name, count]) => {
      return [name, of, count, 'count', null, null];
    }),
  );
  return [...hours, ...counts];
}

const APPOINTMENT_COLUMNS = [
  { name: 'id', kind: 'text' },
  { name: 'status', kind: 'text' },
  { name: 'channel', kind: 'text' },
  { name: 'advisorId', kind: 'text' },
  { name: 'bookedAt', kind: 'instant' },
  { name: 'startsAt', kind: 'instant' },
  { name: 'leadMinutes', kind: 'number' },
  { name: 'takenSlots', kind: 'number' },
] as const satisfies readonly Column[];

export const appointmentsSheet = (appointments: readonly FigureAppointmentView[]): Sheet => ({
  columns: [...APPOINTMENT_COLUMNS, { name: 'isPart', kind: 'number' }],
  rows: appointments.map((one) => [...APPOINTMENT_COLUMNS.map(({ name }) => one[name]), Number(one.isPart)]),
});
