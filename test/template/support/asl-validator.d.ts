/** The package brings no types. */
declare module 'asl-validator' {
  export default function aslValidator(
    definition: object,
    options: { checkPaths: boolean; checkArn: boolean },
  ): { isValid: boolean; errors: { 'Error code': string; Message: string }[] };
}
