import type { Migration } from '@pitlane/platform';
import { KnownFacts1763000000000 } from './1763000000000-known-facts.js';
import { Appointments1763000000001 } from './1763000000001-appointments.js';
import { ErasedCustomers1763000001000 } from './1763000001000-erased-customers.js';
import { CourtesyCars1763000100000 } from './1763000100000-courtesy-cars.js';
import { CourtesyLoans1763000101000 } from './1763000101000-courtesy-loans.js';
import { KnownVins1763000110000 } from './1763000110000-known-vins.js';
import { VehicleReadings1763000111000 } from './1763000111000-vehicle-readings.js';
import { BookingProposals1763000112000 } from './1763000112000-booking-proposals.js';
import { OvernightVisits1763000200000 } from './1763000200000-overnight-visits.js';
import { MovedVisits1763000210000 } from './1763000210000-moved-visits.js';
import { VisitPromises1763000211000 } from './1763000211000-visit-promises.js';
import { SlotHolds1763000220000 } from './1763000220000-slot-holds.js';
import { Waitlist1763000221000 } from './1763000221000-waitlist.js';
import { CalendarFeeds1763000230000 } from './1763000230000-calendar-feeds.js';
import { KnownPlates1763000231000 } from './1763000231000-known-plates.js';
import { UntickedItems1763000240000 } from './1763000240000-unticked-items.js';
import { Symptoms1763000241000 } from './1763000241000-symptoms.js';
import { KnownCarsAndOrders1763000242000 } from './1763000242000-known-cars-and-orders.js';
import { DeferredWork1763000243000 } from './1763000243000-deferred-work.js';
import { ServiceCampaigns1763000244000 } from './1763000244000-service-campaigns.js';
import { Figures1763000245000 } from './1763000245000-figures.js';
import { Drivers1763000250000 } from './1763000250000-drivers.js';
import { Rides1763000251000 } from './1763000251000-rides.js';
import { Lounge1763000252000 } from './1763000252000-lounge.js';
import { VisitsOfAVehicle1763000260000 } from './1763000260000-visits-of-a-vehicle.js';

export const migrations: readonly Migration[] = [
  KnownFacts1763000000000,
  Appointments1763000000001,
  ErasedCustomers1763000001000,
  CourtesyCars1763000100000,
  CourtesyLoans1763000101000,
  KnownVins1763000110000,
  VehicleReadings1763000111000,
  BookingProposals1763000112000,
  OvernightVisits1763000200000,
  MovedVisits1763000210000,
  VisitPromises1763000211000,
  SlotHolds1763000220000,
  Waitlist1763000221000,
  CalendarFeeds1763000230000,
  KnownPlates1763000231000,
  UntickedItems1763000240000,
  Symptoms1763000241000,
  KnownCarsAndOrders1763000242000,
  DeferredWork1763000243000,
  ServiceCampaigns1763000244000,
  Figures1763000245000,
  Drivers1763000250000,
  Rides1763000251000,
  Lounge1763000252000,
  VisitsOfAVehicle1763000260000,
];
