// The codes that definitions do not spell out, because the server has them (app/domain/question_types: lists.py,
// numbers.py). tests/domain/test_condition_vectors.py keeps the two equal.
const codes = (text) => text.trim().split(/\s+/);

export const YES_PLANNED_NO = codes("yes planned no");

export const SCALES = {
  frequency: codes("weekly monthly quarterly halfyear year rare never"),
  extent: codes("large moderate small none"),
  change: codes("much_better better same worse much_worse"),
  severity: codes("major moderate minor none"),
  implementation: codes("full part dev planned none"),
  agreement: codes("strongly_agree agree neither disagree strongly_disagree"),
  effectiveness: codes("very_effective effective partly_effective hardly_effective not_effective"),
};

export const CURRENCIES = codes(`
  AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BYR BZD CAD CDF
  CHF CLP CNY COP CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD
  HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD
  MAD MDL MGA MKD MMK MNT MOP MRO MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN
  PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STD STN SYP SZL THB TJS TMT TND TOP TRY
  TTD TWD TZS UAH UGX USD UYU UZS VEF VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG ZWL
`);
