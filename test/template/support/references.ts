import { isIntrinsic } from './check-types.ts';

/** Something in a template that names something else of it. */
export interface Reference {
  from: string;
  to: string;
  attribute?: string;
}

/** Every `Ref`, `Fn::GetAtt` and `Fn::Sub` inside a value. */
export function referencesIn(value: unknown, from: string): Reference[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap((part) => referencesIn(part, from));
  return isIntrinsic(value) ? [...own(value, from), ...inside] : inside;
}

function own(intrinsic: Record<string, unknown>, from: string): Reference[] {
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Sub': text } = intrinsic;
  if (typeof Ref === 'string') return [{ from, to: Ref }];
  if (Array.isArray(attribute)) return [{ from, to: String(attribute[0]), attribute: String(attribute[1]) }];
  if (typeof text === 'string') return inText(text, from);
  return [];
}

function inText(text: string, from: string): Reference[] {
  return [...text.matchAll(/\$\{([^!}.]+)(?:\.([^}]+))?\}/g)].map(([, to = '', attribute]) => ({
    from,
    to,
    attribute,
  }));
}
