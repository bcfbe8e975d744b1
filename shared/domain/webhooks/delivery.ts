/** One delivery of an event, as it came out of the queue. Nothing in it is trusted before its signature was checked. */
export interface Delivery {
  /** The raw HTTP body: the signature covers its bytes. */
  body: string;
  /** The Standard Webhooks headers, as far as they came. */
  id?: string;
  timestamp?: string;
  signature?: string;
  /** When the front door took the delivery, epoch milliseconds. */
  receivedAt: number;
  requestId: string;
}
