import { IdempotencyItemAlreadyExistsError, IdempotencyItemNotFoundError } from '@aws-lambda-powertools/idempotency';
import { BasePersistenceLayer, type IdempotencyRecord } from '@aws-lambda-powertools/idempotency/persistence';

type Operation = 'put' | 'update' | 'delete';

/** Powertools' key store in memory. An operation that is named in `failing` fails. */
export class FakeKeyStore extends BasePersistenceLayer {
  readonly failing = new Set<Operation>();
  readonly #records = new Map<string, IdempotencyRecord>();

  protected override async _putRecord(record: IdempotencyRecord): Promise<void> {
    this.#failIfTold('put');
    const existing = this.#records.get(record.idempotencyKey);
    if (existing && !abandoned(existing)) throw new IdempotencyItemAlreadyExistsError('exists', existing);
    this.#records.set(record.idempotencyKey, record);
  }

  protected override async _getRecord(key: string): Promise<IdempotencyRecord> {
    const record = this.#records.get(key);
    if (!record) throw new IdempotencyItemNotFoundError('none');
    return record;
  }

  protected override async _updateRecord(record: IdempotencyRecord): Promise<void> {
    this.#failIfTold('update');
    this.#records.set(record.idempotencyKey, structuredRecord(record));
  }

  protected override async _deleteRecord(record: IdempotencyRecord): Promise<void> {
    this.#failIfTold('delete');
    this.#records.delete(record.idempotencyKey);
  }

  #failIfTold(operation: Operation): void {
    if (this.failing.has(operation)) throw new Error(`the key store cannot ${operation}`);
  }
}

/** An invocation that was killed leaves its record in progress, until its time is over. */
function abandoned(record: IdempotencyRecord): boolean {
  return record.getStatus() === 'INPROGRESS' && (record.inProgressExpiryTimestamp ?? Infinity) < Date.now();
}

/** What a table would give back: a copy. */
function structuredRecord(record: IdempotencyRecord): IdempotencyRecord {
  record.responseData = structuredClone(record.responseData);
  return record;
}
