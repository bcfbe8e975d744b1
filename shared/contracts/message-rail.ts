import * as z from 'zod/mini';

/** Body of a message in RailQueue: the sandbox bank comes to this state, and tells of it if `notify`. */
export const railMessage = z.object({
  paymentId: z.string(),
  eventId: z.string(),
  type: z.enum(['settled', 'failed', 'returned']),
  failure: z.optional(z.object({ code: z.string(), message: z.string() })),
  notify: z.boolean(),
  requestId: z.string(),
});

export type RailMessage = z.infer<typeof railMessage>;
