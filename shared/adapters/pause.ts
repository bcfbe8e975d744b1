import { setTimeout } from 'node:timers/promises';
import type { Pause } from '../domain/payments/while-stale.ts';

const firstMs = 25;

/** Full jitter: anything up to 25 ms, then up to 50, 100, … */
export const pause: Pause = (attempt) => setTimeout(Math.random() * firstMs * 2 ** (attempt - 1));
