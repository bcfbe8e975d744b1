import { z } from 'zod';

/** A secret as it is kept. Versions are in the order in which they were made. */
export const secret = z.object({
  arn: z.string(),
  name: z.string(),
  description: z.string().optional(),
  createdMs: z.number(),
  changedMs: z.number(),
  versions: z.array(
    z.object({
      id: z.string(),
      text: z.string().optional(),
      /** Base64. */
      binary: z.string().optional(),
      stages: z.array(z.string()),
      createdMs: z.number(),
    }),
  ),
});

export type Secret = z.infer<typeof secret>;
export type Version = Secret['versions'][number];
