/** What a text speaks of, in Chinese and English, as regular expressions (RE2, lower-cased text). */
export const QUALITY_WORDS =
  '质量|破损|损坏|坏|瑕疵|次品|不符|假货|少件|漏发|错发|发错|过期|变质|quality|damage|broken|defect|faulty|not as described|wrong item|missing|expired';

export const PRAISE_WORDS =
  '喜欢|满意|超值|推荐|惊喜|完美|好吃|好喝|好用|好看|很好|太好|真好|不错|赞|棒|漂亮|回购|再来|还会买|love|great|excellent|perfect|recommend|amazing|wonderful|fantastic|lovely|buy again';

/** A name that says nobody's: 王先生, 李女士, 张总, Mr Wang. */
export const IMPERSONAL_NAME =
  '^(.{1,2}(先生|女士|小姐|太太|老师|经理|老板|总)|(先生|女士|小姐)|(mr|mrs|ms|miss)[. ]+[a-z]+)$';
