/**
 * For every middy stack. Middy's default is to answer 5 ms before the function's time is over. What was still under way would
 * then go on when Lambda thaws the process for another event, perhaps hours later: a payment would be made long after its
 * caller was told that nobody works on it. A process that Lambda ends does nothing any more.
 */
export const endedByLambda = { timeoutEarlyInMillis: 0 };
