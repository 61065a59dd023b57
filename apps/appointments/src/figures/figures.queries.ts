import { Injectable } from '@nestjs/common';
import { endOfDay, instantOf, plusDays } from '@pitlane/kernel';
import { actingStore, Database, type Page, Stores } from '@pitlane/platform';
import { amountsOf, type HourOfDay, type Period } from './booking-amounts.queries.js';
import { appointmentsOf } from './figure-appointments.queries.js';
import type {
  BookingFiguresView, FigureAppointmentsExportQuery, FigureAppointmentsQuery, FigureAppointmentView, FiguresQuery, HourView,
} from './figures.dto.js'; // prettier-ignore
import { PeriodReversed, PeriodTooLong } from './figures.errors.js';
import { type BookingAmounts, figuresOf, quotient, together } from './figures.js';

const MOST_DAYS = 366;
/** Of one exported file. */
const MOST_EXPORTED = 50_000;

@Injectable()
export class FiguresQueries {
  constructor(
    private readonly db: Database,
    private readonly stores: Stores,
  ) {}

  /** The figures of a period, of each of the caller's stores and of all together (APT-14). @throws PeriodReversed | PeriodTooLong */
  of(query: FiguresQuery): Promise<BookingFiguresView> {
    return this.db.read(async (tx) => {
      const stores: BookingFiguresView['stores'] = [];
      const all: BookingAmounts[] = [];
      for (const storeId of tx.scope.stores) {
        const { amounts, byHour, byChannel, byAdvisor } = await amountsOf(tx, this.periodOf(storeId, query));
        all.push(amounts);
        stores.push({
          ...{ storeId, figures: figuresOf(amounts), byHour: byHour.map(hourView) },
          ...{ byChannel: [...byChannel], byAdvisor: [...byAdvisor] },
        });
      }
      return { from: query.from, to: query.to, together: figuresOf(together(all)), stores };
    });
  }

  /** Appointments that a figure of the caller's store is made of, newest first. @throws PeriodReversed | PeriodTooLong */
  appointments({ figure, from, to, ...page }: FigureAppointmentsQuery): Promise<Page<FigureAppointmentView>> {
    return this.db.read((tx) => {
      const period = this.periodOf(actingStore(tx.scope), { from, to });
      return tx.pageBy(page, (after, take) => appointmentsOf(tx, period, { figure, after, take }));
    });
  }

  /** The newest 50,000 of them. @throws PeriodReversed | PeriodTooLong */
  allAppointments({ figure, ...days }: FigureAppointmentsExportQuery): Promise<FigureAppointmentView[]> {
    return this.db.read((tx) =>
      appointmentsOf(tx, this.periodOf(actingStore(tx.scope), days), { figure, take: MOST_EXPORTED }),
    );
  }

  /** @throws PeriodReversed | PeriodTooLong */
  private periodOf(storeId: string, { from, to }: FiguresQuery): Period {
    if (to < from) throw new PeriodReversed();
    if (to >= plusDays(from, MOST_DAYS)) throw new PeriodTooLong(MOST_DAYS);
    const store = this.stores.get(storeId);
    return { store, days: { from, to }, from: instantOf(from, '00:00', store.zone), end: endOfDay(to, store.zone) };
  }
}

const hourView = (hour: HourOfDay): HourView => ({
  ...hour,
  useBasisPoints: quotient(hour.takenSlots, hour.bookableSlots, 10_000),
});
