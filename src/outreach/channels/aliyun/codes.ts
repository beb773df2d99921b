import { type Verdict, verdictIn } from '../codes.ts';

/**
 * By Aliyun's documentation of its short message service: "API错误码" (help.aliyun.com, 101346), and the gateway's
 * common codes ("公共错误码"). `isv.BLACK_KEY_CONTROL_LIMIT` is described there as forbidden content of a variable;
 * others report it for blocked numbers, so no address is given up for it.
 */
const CODES: Record<string, Verdict> = {
  'isv.BUSINESS_LIMIT_CONTROL': 'person',
  'isv.DAY_LIMIT_CONTROL': 'quota',
  'isv.MONTH_LIMIT_CONTROL': 'quota',
  'isv.AMOUNT_NOT_ENOUGH': 'credit',
  'isv.OUT_OF_SERVICE': 'credit',
  'isv.SECURITY_FROZEN_ACCOUNT': 'credit',
  'isv.ACCOUNT_NOT_EXISTS': 'key',
  'isv.ACCOUNT_ABNORMAL': 'forbidden',
  'isv.PRODUCT_UN_SUBSCRIPT': 'forbidden',
  'isv.PRODUCT_UNSUBSCRIBE': 'forbidden',
  'isp.RAM_PERMISSION_DENY': 'forbidden',
  'isv.DENY_IP_RANGE': 'forbidden',
  'isv.SMS_SIGNATURE_ILLEGAL': 'sign',
  'isv.SMS_SIGN_ILLEGAL': 'sign',
  'isv.SIGN_STATE_ILLEGAL': 'sign',
  'isv.SIGN_NAME_ILLEGAL': 'sign',
  'isv.SIGNATURE_BLACKLIST': 'sign',
  PORT_NOT_REGISTERED: 'sign',
  'isv.SMS_SIGNATURE_SCENE_ILLEGAL': 'template',
  'isv.SMS_TEMPLATE_ILLEGAL': 'template',
  'isv.TEMPLATE_MISSING_PARAMETERS': 'template',
  'isv.TEMPLATE_PARAMS_ILLEGAL': 'template',
  'isv.INVALID_JSON_PARAM': 'template',
  'isv.PARAM_LENGTH_LIMIT': 'template',
  'isv.PARAM_NOT_SUPPORT_URL': 'template',
  'isv.DOMESTIC_NUMBER_NOT_SUPPORTED': 'template',
  'isv.SMS_CONTENT_ILLEGAL': 'content',
  'isv.BLACK_KEY_CONTROL_LIMIT': 'content',
  'isv.SMS_CONTENT_MISMATCH_TEMPLATE_TYPE': 'content',
  'isv.MOBILE_NUMBER_ILLEGAL': 'address',
  'isv.INVALID_PARAMETERS': 'rejected',
  'isp.SYSTEM_ERROR': 'ill',
  'isp.GATEWAY_ERROR': 'ill',
  'isp.UNKNOWN': 'ill',
  SignatureDoesNotMatch: 'key',
  IncompleteSignature: 'key',
  'InvalidSecurityToken.Expired': 'key',
  SignatureNonceUsed: 'throttled',
  InternalError: 'ill',
  ServiceUnavailable: 'ill',
};

const FAMILIES: [RegExp, Verdict][] = [
  [/^Throttling/, 'throttled'],
  [/^InvalidAccessKeyId/, 'key'],
  [/^Forbidden|^NoPermission/, 'forbidden'],
  [/^InvalidTimeStamp|^InvalidAction|^InvalidVersion/, 'setup'],
];

export const verdictOf = (code: string, status: number): Verdict =>
  verdictIn(CODES, FAMILIES, code, status);

/** Receipts ("回执错误码", 101347): these mean that writing again is of no use; a phone that is off, or full, is not. */
export const UNWANTED_RECEIPTS = new Set(['MOBILE_IN_BLACK', 'USER_REJECT']);
