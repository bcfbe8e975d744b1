/** Something that the person at the keyboard can put right. Its message says how; nothing else needs to be shown. */
export class OperatorMistake extends Error {
  override readonly name = 'OperatorMistake';
}
