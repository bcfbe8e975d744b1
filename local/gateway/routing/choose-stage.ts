export interface ChosenStage<Stage> {
  stage: Stage;
  /** The path as the stage's routes see it: without the stage's name. */
  path: string;
}

/** A first segment that names a stage chooses it; else `$default`, which is served from the root (AWS: Stages for HTTP APIs). */
export function chooseStage<Stage>(
  stages: ReadonlyMap<string, Stage>,
  rawPath: string,
): ChosenStage<Stage> | undefined {
  const end = rawPath.indexOf('/', 1);
  const name = end < 0 ? rawPath.slice(1) : rawPath.slice(1, end);
  const named = name === '$default' ? undefined : stages.get(name);
  if (named) return { stage: named, path: end < 0 ? '/' : rawPath.slice(end) };
  const stage = stages.get('$default');
  return stage && { stage, path: rawPath };
}
