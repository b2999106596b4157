// Long passwords that everybody tries first, and the words of this site. Compared without case, blanks and signs.
// Short ones need no list: fewer than 15 characters are refused before.

export const commonPasswords: ReadonlySet<string> = new Set(
  `passwordpassword password12345678 password123456789 passw0rdpassw0rd qwertyuiop123456 qwertyuiopasdfgh
  qwertyuiopasdfghjkl 1q2w3e4r5t6y7u8i 1qaz2wsx3edc4rfv zaq12wsxcde34rfv 123456789012345 1234567890123456
  abcdefghijklmnop abc123abc123abc123 iloveyouiloveyou ilovemyfamily1234 letmeinletmein123 welcomewelcome123
  administrator123 adminadminadmin administratoradmin rahasiarahasia katasandikatasandi katasandi1234567
  katasandi123456789 sandirahasia1234 rahasia123456789 akusayangkamu123 akusayangkamu akucintakamu12345
  sayangsayangsayang sayangkusayangku cintakucintaku12 bismillahirrahmanirrahim bismillahbismillah alhamdulillah123
  alhamdulillahirabbilalamin assalamualaikum123 assalamualaikum subhanallah12345 indonesiaraya1945 indonesiaindonesia
  indonesiamerdeka indonesiamerdeka1945 merdekamerdeka17 jakartaindonesia bandungindonesia persibbandung1933
  garudaindonesia1 pancasila1945678 bhinnekatunggalika bhinekatunggalika harimauharimau12 manchesterunited1
  manchesterunited realmadridrealmadrid barcelonabarcelona semangatsemangat semogalulus12345 sayapastibisa123
  pastibisapastibisa jayalahindonesiaku satunusasatubangsa doaibudoaibu1234 anakkusayang1234 keluargabahagia1
  keluargabahagia keluargakecilku1 terimakasihtuhan tuhanmemberkati1 yesuskristus1234 allahuakbar12345
  passwordpasswordpassword thequickbrownfox thequickbrownfoxjumps correcthorsebatterystaple asdfghjklasdfghjkl
  zxcvbnmzxcvbnm123 qazwsxedcrfvtgb qazwsxedcrfv1234 mnbvcxzlkjhgfdsa poiuytrewqlkjhg trustno1trustno1`.split(
    /\s+/,
  ),
)

/** A password that consists mostly of these is guessed by anybody who knows the site. */
export const contextWords: readonly string[] = [
  'pontianak',
  'kalimantan',
  'khatulistiwa',
  'pemerintah',
  'pemkot',
  'bkpsdm',
  'seleksi',
  'terang',
  'lamaran',
  'pelamar',
  'panitia',
  'peserta',
  'pegawai',
  'honorer',
  'negeri',
  'sipil',
  'cpns',
  'pppk',
  'casn',
  'lulus',
  'kota',
  'akun',
  'sandi',
  'kata',
  'pns',
  'asn',
  'skd',
  'skb',
  'password',
  'rahasia',
  '123456789',
  '12345678',
  '1234567',
  '123456',
  '12345',
  '1234',
  '123',
]
