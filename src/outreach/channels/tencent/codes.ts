import { type Verdict, verdictIn } from '../codes.ts';

/**
 * By the error codes of Tencent's sms.v20210111 ("错误码" of its SendSms; most compared with the constants in the
 * vendor's Go kit) and the common ones of API 3.0.
 */
const CODES: Record<string, Verdict> = {
  'FailedOperation.ContainSensitiveWord': 'content',
  'InvalidParameter.DirtyWordFound': 'content',
  'InvalidParameterValue.ContentLengthLimit': 'content',
  'FailedOperation.InsufficientBalanceInSmsPackage': 'credit',
  'UnauthorizedOperation.SerivceSuspendDueToArrears': 'credit',
  'FailedOperation.MarketingSendTimeConstraint': 'hours',
  'FailedOperation.PhoneNumberInBlacklist': 'unwanted',
  'InvalidParameterValue.IncorrectPhoneNumber': 'address',
  'FailedOperation.SignatureIncorrectOrUnapproved': 'sign',
  'FailedOperation.MissingSignature': 'sign',
  'FailedOperation.TemplateIncorrectOrUnapproved': 'template',
  'FailedOperation.TemplateParamSetNotMatchApprovedTemplate': 'template',
  'FailedOperation.TemplateUnapprovedOrNotExist': 'template',
  'InvalidParameterValue.TemplateParameterFormatError': 'template',
  'InvalidParameterValue.TemplateParameterLengthLimit': 'template',
  'InvalidParameterValue.ProhibitedUseUrlInTemplateParameter': 'template',
  'InvalidParameterValue.SdkAppIdNotExist': 'setup',
  'InvalidParameter.AppidAndBizId': 'setup',
  'InternalError.RequestTimeException': 'setup',
  'InternalError.RestApiInterfaceNotExist': 'setup',
  'InternalError.SigFieldMissing': 'key',
  'InternalError.SigVerificationFail': 'key',
  'LimitExceeded.AppDailyLimit': 'quota',
  'LimitExceeded.AppCountryOrRegionDailyLimit': 'quota',
  'LimitExceeded.DailyLimit': 'quota',
  'LimitExceeded.DeliveryFrequencyLimit': 'person',
  'LimitExceeded.PhoneNumberDailyLimit': 'person',
  'LimitExceeded.PhoneNumberOneHourLimit': 'person',
  'LimitExceeded.PhoneNumberSameContentDailyLimit': 'person',
  'LimitExceeded.PhoneNumberThirtySecondLimit': 'person',
  'AuthFailure.SignatureExpire': 'setup',
  InternalError: 'ill',
  FailedOperation: 'ill',
};

const FAMILIES: [RegExp, Verdict][] = [
  [/^RequestLimitExceeded/, 'throttled'],
  [/^AuthFailure/, 'key'],
  [/^UnauthorizedOperation/, 'forbidden'],
  [/^InternalError|^FailedOperation\.(OtherError|ParametersOtherError)/, 'ill'],
  [/^InvalidAction|^InvalidVersion|^UnsupportedRegion|^NoSuchVersion/, 'setup'],
];

export const verdictOf = (code: string, status: number): Verdict =>
  verdictIn(CODES, FAMILIES, code, status);
