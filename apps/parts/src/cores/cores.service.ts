import { Injectable } from '@nestjs/common';
import type { PartsReturned } from '@pitlane/contracts';
import { Database, type Tx } from '@pitlane/platform';
import { Not } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { type Exchange, Part } from '../catalogue/part.entity.js';
import type { Issue } from '../issues/issue.entity.js';
import type { IssueLine } from '../issues/issue-line.entity.js';
import type { IssueLot } from '../issues/issue-lot.entity.js';
import { KnownVisit } from '../known-vehicles/known-visit.entity.js';
import { type LockedParts, Stock } from '../stock/stock.service.js';
import { Core, type CoreCredit, type CoreStatus, type Step } from './core.entity.js';
import { TooManyCores } from './core.errors.js';

const DAY_MS = 86_400_000;
const PIECE_THOUSANDTHS = 1_000;
const MOST_CORES_AT_ONCE = 100;

/** Which are given up first when a new piece comes back: what the customer still has before what lies in the store. */
const WITHDRAWN_FIRST: readonly CoreStatus[] = ['due', 'forfeited', 'held', 'returned', 'credited'];

/** Old units of exchange parts: from the customer to the supplier (PRT-10). A core is locked after its issue and before the parts. */
@Injectable()
export class CoresService {
  constructor(
    private readonly db: Database,
    private readonly stock: Stock,
  ) {}

  /** @throws NotFound */
  setCharge(partId: string, exchange: Exchange | null): Promise<Part> {
    return this.db.transaction(async (tx) => {
      const part = await tx.lock(Part, partId);
      return tx.save(part, part.setCoreCharge(exchange));
    });
  }

  /** One is due for each piece of an exchange part that was issued. @throws TooManyCores */
  async owe(tx: Tx, issue: Issue, parts: LockedParts): Promise<void> {
    const pieces = issue.lines.flatMap((line) => piecesOf(line, parts.get(line.partNumber)?.exchange ?? null));
    if (pieces.length === 0) return;
    if (pieces.length > MOST_CORES_AT_ONCE) throw new TooManyCores(MOST_CORES_AT_ONCE);
    const { id: issueId, storeId, repairOrderId, issuedBy: by, issuedAt: at } = issue;
    const visit = await tx.find(KnownVisit, { storeId, repairOrderId });
    const order = { storeId, issueId, repairOrderId, vehicleId: visit?.vehicleId ?? null };
    for (const { termDays, ...piece } of pieces) {
      const dueBy = this.stock.today(tx, new Date(at.getTime() + termDays * DAY_MS));
      const core = Core.owe({ ...order, ...piece, id: uuidv7(), dueBy }, { by, at });
      await tx.save(core, core.due());
    }
  }

  /** None is owed for a piece that came back unused. The issue is locked by then. @throws CoreIsGone */
  async withdraw(tx: Tx, issue: Issue, { lines }: PartsReturned, at: Date): Promise<void> {
    for (const { lineId } of lines) {
      const line = issue.lines.find((candidate) => candidate.lineId === lineId);
      const stillIssued = line ? piecesIn(line.quantityThousandths - line.returnedThousandths) : 0;
      const ofLine = { issueId: issue.id, lineId, status: Not<CoreStatus>('withdrawn') };
      const found = await tx.list(Core, ofLine, { take: MOST_CORES_AT_ONCE });
      const cores = await tx.lockEach(
        Core,
        found.map(({ id }) => id),
      );
      cores.sort((a, b) => rankOf(a) - rankOf(b) || b.id.localeCompare(a.id));
      for (const core of cores.slice(0, Math.max(0, cores.length - stillIssued))) {
        await tx.save(core, core.withdraw({ by: tx.scope.actor.id, at }));
      }
    }
  }

  /** @throws NotFound | CoreNotDue */
  receive(id: string, shelf: string, step: Step): Promise<Core> {
    return this.change(id, (core) => core.receive(shelf, step));
  }

  /** @throws NotFound | CoreNotDue */
  reject(id: string, reason: string, step: Step): Promise<Core> {
    return this.change(id, (core) => core.reject(reason, step));
  }

  /** @throws NotFound | CoreNotHeld */
  sendBack(id: string, dispatchNote: string, step: Step): Promise<Core> {
    return this.change(id, (core) => core.sendBack(dispatchNote, step));
  }

  /** @throws NotFound | CoreNotReturned | CoreCreditDiffers */
  credit(id: string, credit: CoreCredit): Promise<Core> {
    return this.change(id, (core) => core.credit(credit));
  }

  private change(id: string, decide: (core: Core) => Parameters<Tx['save']>[1]): Promise<Core> {
    return this.db.transaction(async (tx) => {
      const core = await tx.lock(Core, id);
      return tx.save(core, decide(core));
    });
  }
}

const rankOf = ({ status }: Core): number => WITHDRAWN_FIRST.indexOf(status);

/** A piece that was begun counts. */
const piecesIn = (quantityThousandths: number): number => Math.ceil(quantityThousandths / PIECE_THOUSANDTHS);

/** The pieces of a line, each with the lot that it began in. */
function piecesOf(line: IssueLine, exchange: Exchange | null) {
  if (!exchange) return [];
  const { lineId, partNumber } = line;
  const owed = { lineId, partNumber, chargeFen: exchange.coreChargeFen, termDays: exchange.coreTermDays };
  return lotsOfPieces(line.lotsOldestFirst).map(({ lotId, supplier }) => ({ ...owed, lotId, supplier }));
}

function lotsOfPieces(lots: readonly IssueLot[]): IssueLot[] {
  const pieces: IssueLot[] = [];
  let quantityThousandths = 0;
  for (const lot of lots) {
    quantityThousandths += lot.quantityThousandths;
    while (pieces.length < piecesIn(quantityThousandths)) pieces.push(lot);
  }
  return pieces;
}
