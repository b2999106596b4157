// Positions of the demonstration with the education they accept, and which office asks for which. Written for
// this project in the manner of public vacancy lists; it is nobody's determination of seats.

export type CataloguePosition = {
  title: string
  level: string
  programmes: readonly string[]
  group: 'health' | 'technical'
  minGpaX100?: number
}

const health = (title: string, level: string, ...programmes: string[]): CataloguePosition => ({
  title,
  level,
  programmes,
  group: 'health',
  minGpaX100: 275,
})

const technical = (title: string, level: string, ...programmes: string[]): CataloguePosition => ({
  title,
  level,
  programmes,
  group: 'technical',
  ...(level === 'SLTA' ? {} : { minGpaX100: level === 'D-III' ? 275 : 300 }),
})

export const POSITIONS = {
  nurse: health('PERAWAT TERAMPIL', 'D-III', 'D-III KEPERAWATAN'),
  nurseNers: health('PERAWAT AHLI PERTAMA', 'PROFESI', 'PROFESI NERS'),
  midwife: health('BIDAN TERAMPIL', 'D-III', 'D-III KEBIDANAN'),
  pharmacist: health('APOTEKER AHLI PERTAMA', 'PROFESI', 'PROFESI APOTEKER'),
  pharmacyAssistant: health('ASISTEN APOTEKER TERAMPIL', 'D-III', 'D-III FARMASI'),
  nutritionist: health('NUTRISIONIS TERAMPIL', 'D-III', 'D-III GIZI'),
  sanitation: health(
    'TENAGA SANITASI LINGKUNGAN TERAMPIL',
    'D-III',
    'D-III KESEHATAN LINGKUNGAN',
    'D-III SANITASI',
  ),
  medicalRecords: health(
    'PEREKAM MEDIS TERAMPIL',
    'D-III',
    'D-III REKAM MEDIS DAN INFORMASI KESEHATAN',
    'D-III REKAM MEDIS',
  ),
  laboratory: health(
    'PRANATA LABORATORIUM KESEHATAN TERAMPIL',
    'D-III',
    'D-III TEKNOLOGI LABORATORIUM MEDIS',
    'D-III ANALIS KESEHATAN',
  ),
  dentalTherapist: health('TERAPIS GIGI DAN MULUT TERAMPIL', 'D-III', 'D-III KESEHATAN GIGI'),
  doctor: health('DOKTER AHLI PERTAMA', 'PROFESI', 'PROFESI DOKTER'),
  dentist: health('DOKTER GIGI AHLI PERTAMA', 'PROFESI', 'PROFESI DOKTER GIGI'),
  radiographer: health('RADIOGRAFER TERAMPIL', 'D-III', 'D-III TEKNIK RADIODIAGNOSTIK DAN RADIOTERAPI'),
  physiotherapist: health('FISIOTERAPIS TERAMPIL', 'D-III', 'D-III FISIOTERAPI'),
  optician: health('REFRAKSIONIS OPTISIEN TERAMPIL', 'D-III', 'D-III REFRAKSI OPTISI', 'D-III OPTOMETRI'),
  healthPromotion: health(
    'TENAGA PROMOSI KESEHATAN DAN ILMU PERILAKU AHLI PERTAMA',
    'S-1',
    'S-1 KESEHATAN MASYARAKAT',
  ),
  epidemiologist: health('EPIDEMIOLOG KESEHATAN AHLI PERTAMA', 'S-1', 'S-1 KESEHATAN MASYARAKAT'),

  dataProcessor: technical(
    'PENGOLAH DATA DAN INFORMASI',
    'D-III',
    'D-III MANAJEMEN INFORMATIKA',
    'D-III SISTEM INFORMASI',
    'D-III ADMINISTRASI PERKANTORAN',
  ),
  financialReports: technical(
    'PENATA LAPORAN KEUANGAN',
    'D-IV/S-1',
    'S-1 AKUNTANSI',
    'D-IV AKUNTANSI',
    'S-1 MANAJEMEN',
  ),
  operations: technical(
    'PENGELOLA LAYANAN OPERASIONAL',
    'D-III',
    'D-III ADMINISTRASI BISNIS',
    'D-III MANAJEMEN',
    'D-III TEKNIK MESIN',
  ),
  policyReviewer: technical(
    'PENELAAH TEKNIS KEBIJAKAN',
    'S-1',
    'S-1 ILMU PEMERINTAHAN',
    'S-1 ADMINISTRASI PUBLIK',
    'S-1 ILMU HUKUM',
  ),
  archivist: technical('ARSIPARIS TERAMPIL', 'D-III', 'D-III KEARSIPAN'),
  archivistExpert: technical('ARSIPARIS AHLI PERTAMA', 'S-1', 'S-1 KEARSIPAN', 'S-1 ILMU PERPUSTAKAAN'),
  administration: technical('PENGADMINISTRASI PERKANTORAN', 'SLTA', 'SLTA/SMA SEDERAJAT'),
  programmer: technical(
    'PRANATA KOMPUTER TERAMPIL',
    'D-III',
    'D-III TEKNIK INFORMATIKA',
    'D-III MANAJEMEN INFORMATIKA',
  ),
  programmerExpert: technical(
    'PRANATA KOMPUTER AHLI PERTAMA',
    'D-IV/S-1',
    'S-1 INFORMATIKA',
    'S-1 SISTEM INFORMASI',
    'D-IV TEKNIK INFORMATIKA',
  ),
  planner: technical(
    'PERENCANA AHLI PERTAMA',
    'S-1',
    'S-1 PERENCANAAN WILAYAH DAN KOTA',
    'S-1 EKONOMI PEMBANGUNAN',
    'S-1 STATISTIKA',
  ),
  policyAnalyst: technical(
    'ANALIS KEBIJAKAN AHLI PERTAMA',
    'S-1',
    'S-1 ADMINISTRASI PUBLIK',
    'S-1 ILMU PEMERINTAHAN',
    'S-1 SOSIOLOGI',
  ),
  legalAnalyst: technical('ANALIS HUKUM AHLI PERTAMA', 'S-1', 'S-1 ILMU HUKUM'),
  procurement: technical(
    'PENGELOLA PENGADAAN BARANG/JASA AHLI PERTAMA',
    'S-1',
    'S-1 TEKNIK SIPIL',
    'S-1 ILMU HUKUM',
    'S-1 MANAJEMEN',
  ),
  budgetAnalyst: technical(
    'ANALIS KEUANGAN DAERAH AHLI PERTAMA',
    'S-1',
    'S-1 AKUNTANSI',
    'S-1 EKONOMI PEMBANGUNAN',
  ),
  taxAnalyst: technical(
    'ANALIS PAJAK DAN RETRIBUSI DAERAH',
    'D-IV/S-1',
    'S-1 AKUNTANSI',
    'D-IV PERPAJAKAN',
    'S-1 PERPAJAKAN',
  ),
  auditor: technical('AUDITOR AHLI PERTAMA', 'D-IV/S-1', 'S-1 AKUNTANSI', 'D-IV AKUNTANSI'),
  supervisor: technical(
    'PENGAWAS PENYELENGGARAAN URUSAN PEMERINTAHAN DAERAH AHLI PERTAMA',
    'S-1',
    'S-1 TEKNIK SIPIL',
    'S-1 ILMU HUKUM',
    'S-1 ADMINISTRASI PUBLIK',
  ),
  statistician: technical('STATISTISI AHLI PERTAMA', 'S-1', 'S-1 STATISTIKA', 'S-1 MATEMATIKA'),
  publicRelations: technical('PRANATA HUBUNGAN MASYARAKAT AHLI PERTAMA', 'S-1', 'S-1 ILMU KOMUNIKASI'),
  security: technical(
    'PENATA KEAMANAN INFORMASI AHLI PERTAMA',
    'D-IV/S-1',
    'S-1 INFORMATIKA',
    'D-IV TEKNIK INFORMATIKA',
  ),
  building: technical(
    'PENATA KELOLA BANGUNAN GEDUNG DAN KAWASAN PERMUKIMAN AHLI PERTAMA',
    'S-1',
    'S-1 TEKNIK SIPIL',
    'S-1 ARSITEKTUR',
  ),
  roads: technical('PENATA KELOLA JALAN DAN JEMBATAN AHLI PERTAMA', 'S-1', 'S-1 TEKNIK SIPIL'),
  water: technical(
    'PENATA KELOLA SUMBER DAYA AIR TERAMPIL',
    'D-III',
    'D-III TEKNIK SIPIL',
    'D-III TEKNIK PENGAIRAN',
  ),
  spatial: technical('PENATA RUANG AHLI PERTAMA', 'S-1', 'S-1 PERENCANAAN WILAYAH DAN KOTA'),
  surveyor: technical(
    'SURVEYOR PEMETAAN TERAMPIL',
    'D-III',
    'D-III TEKNIK GEODESI',
    'D-III SURVEI DAN PEMETAAN',
  ),
  environment: technical(
    'PENGENDALI DAMPAK LINGKUNGAN AHLI PERTAMA',
    'S-1',
    'S-1 TEKNIK LINGKUNGAN',
    'S-1 ILMU LINGKUNGAN',
  ),
  environmentSupervisor: technical(
    'PENGAWAS LINGKUNGAN HIDUP AHLI PERTAMA',
    'S-1',
    'S-1 TEKNIK LINGKUNGAN',
    'S-1 KIMIA',
  ),
  agriculture: technical(
    'PENYULUH PERTANIAN AHLI PERTAMA',
    'D-IV/S-1',
    'S-1 AGRIBISNIS',
    'S-1 AGROTEKNOLOGI',
    'D-IV PENYULUHAN PERTANIAN',
  ),
  foodSecurity: technical(
    'ANALIS KETAHANAN PANGAN AHLI PERTAMA',
    'S-1',
    'S-1 AGRIBISNIS',
    'S-1 TEKNOLOGI PANGAN',
  ),
  veterinarian: technical('MEDIK VETERINER AHLI PERTAMA', 'PROFESI', 'PROFESI DOKTER HEWAN'),
  fisheries: technical('PENYULUH PERIKANAN TERAMPIL', 'D-III', 'D-III BUDIDAYA PERIKANAN', 'D-III PERIKANAN'),
  trade: technical('PENGAWAS PERDAGANGAN AHLI PERTAMA', 'S-1', 'S-1 EKONOMI PEMBANGUNAN', 'S-1 ILMU HUKUM'),
  cooperative: technical('PENGAWAS KOPERASI AHLI PERTAMA', 'S-1', 'S-1 AKUNTANSI', 'S-1 MANAJEMEN'),
  licensing: technical(
    'PENATA PERIZINAN AHLI PERTAMA',
    'S-1',
    'S-1 ILMU HUKUM',
    'S-1 ADMINISTRASI PUBLIK',
    'S-1 TEKNIK LINGKUNGAN',
  ),
  labourMediator: technical(
    'MEDIATOR HUBUNGAN INDUSTRIAL AHLI PERTAMA',
    'S-1',
    'S-1 ILMU HUKUM',
    'S-1 PSIKOLOGI',
  ),
  employment: technical(
    'PENGANTAR KERJA AHLI PERTAMA',
    'S-1',
    'S-1 PSIKOLOGI',
    'S-1 MANAJEMEN',
    'S-1 SOSIOLOGI',
  ),
  instructor: technical(
    'INSTRUKTUR TERAMPIL',
    'D-III',
    'D-III TEKNIK LISTRIK',
    'D-III TEKNIK MESIN',
    'D-III TATA BUSANA',
  ),
  populationDatabase: technical(
    'ADMINISTRATOR DATABASE KEPENDUDUKAN AHLI PERTAMA',
    'D-IV/S-1',
    'S-1 INFORMATIKA',
    'S-1 SISTEM INFORMASI',
    'D-IV TEKNIK INFORMATIKA',
  ),
  populationOperator: technical(
    'OPERATOR SISTEM INFORMASI ADMINISTRASI KEPENDUDUKAN TERAMPIL',
    'D-III',
    'D-III MANAJEMEN INFORMATIKA',
    'D-III TEKNIK KOMPUTER',
  ),
  vehicleTester: technical(
    'PENGUJI KENDARAAN BERMOTOR TERAMPIL',
    'D-III',
    'D-III PENGUJIAN KENDARAAN BERMOTOR',
    'D-III TEKNIK OTOMOTIF',
  ),
  transport: technical(
    'PETUGAS TRANSPORTASI DARAT',
    'D-III',
    'D-III LALU LINTAS DAN ANGKUTAN JALAN',
    'D-III MANAJEMEN TRANSPORTASI',
  ),
  librarian: technical('PUSTAKAWAN AHLI PERTAMA', 'S-1', 'S-1 ILMU PERPUSTAKAAN'),
  librarianSkilled: technical('PUSTAKAWAN TERAMPIL', 'D-III', 'D-III PERPUSTAKAAN'),
  tourism: technical(
    'ADYATAMA KEPARIWISATAAN DAN EKONOMI KREATIF AHLI PERTAMA',
    'D-IV/S-1',
    'S-1 PARIWISATA',
    'D-IV PARIWISATA',
    'S-1 ILMU KOMUNIKASI',
  ),
  sports: technical(
    'PELATIH OLAHRAGA AHLI PERTAMA',
    'S-1',
    'S-1 PENDIDIKAN KEPELATIHAN OLAHRAGA',
    'S-1 ILMU KEOLAHRAGAAN',
  ),
  disaster: technical(
    'PENATA PENANGGULANGAN BENCANA AHLI PERTAMA',
    'S-1',
    'S-1 TEKNIK SIPIL',
    'S-1 GEOGRAFI',
    'S-1 KESEHATAN MASYARAKAT',
  ),
  firefighter: technical('PEMADAM KEBAKARAN PEMULA', 'SLTA', 'SLTA/SMA SEDERAJAT'),
  politics: technical('ANALIS WAWASAN KEBANGSAAN', 'S-1', 'S-1 ILMU POLITIK', 'S-1 ILMU PEMERINTAHAN'),
  humanResources: technical(
    'ANALIS SUMBER DAYA MANUSIA APARATUR AHLI PERTAMA',
    'S-1',
    'S-1 MANAJEMEN',
    'S-1 ADMINISTRASI PUBLIK',
    'S-1 PSIKOLOGI',
  ),
  assessor: technical('ASESOR SUMBER DAYA MANUSIA APARATUR AHLI PERTAMA', 'S-1', 'S-1 PSIKOLOGI'),
  familyPlanning: technical(
    'PENATA KEPENDUDUKAN DAN KELUARGA BERENCANA AHLI PERTAMA',
    'S-1',
    'S-1 KESEHATAN MASYARAKAT',
    'S-1 SOSIOLOGI',
    'S-1 ILMU KOMUNIKASI',
  ),
  childProtection: technical('PEKERJA SOSIAL AHLI PERTAMA', 'S-1', 'S-1 KESEJAHTERAAN SOSIAL'),
  proceedings: technical(
    'PERISALAH LEGISLATIF AHLI PERTAMA',
    'S-1',
    'S-1 ILMU HUKUM',
    'S-1 BAHASA DAN SASTRA INDONESIA',
  ),
  culture: technical('PAMONG BUDAYA AHLI PERTAMA', 'S-1', 'S-1 ILMU SEJARAH', 'S-1 ANTROPOLOGI'),
  curriculum: technical(
    'PENGEMBANG TEKNOLOGI PEMBELAJARAN AHLI PERTAMA',
    'S-1',
    'S-1 TEKNOLOGI PENDIDIKAN',
    'S-1 PENDIDIKAN INFORMATIKA',
  ),
  teacherMaths: technical('GURU AHLI PERTAMA - GURU MATEMATIKA', 'S-1', 'S-1 PENDIDIKAN MATEMATIKA'),
  teacherCounsel: technical(
    'GURU AHLI PERTAMA - GURU BIMBINGAN KONSELING',
    'S-1',
    'S-1 BIMBINGAN DAN KONSELING',
  ),
  teacherPrimary: technical('GURU AHLI PERTAMA - GURU KELAS', 'S-1', 'S-1 PENDIDIKAN GURU SEKOLAH DASAR'),
  teacherSport: technical(
    'GURU AHLI PERTAMA - GURU PENDIDIKAN JASMANI',
    'S-1',
    'S-1 PENDIDIKAN JASMANI, KESEHATAN, DAN REKREASI',
  ),
} as const satisfies Record<string, CataloguePosition>

export type PositionKey = keyof typeof POSITIONS

/** By the short name of the office; `@` and a department puts the seat below the office. */
export const ASKED_BY_OFFICE: Readonly<
  Record<string, readonly (PositionKey | `${PositionKey}@${string}`)[]>
> = {
  SETDA: [
    'legalAnalyst@Bagian Hukum',
    'procurement@Bagian Pengadaan Barang dan Jasa',
    'policyAnalyst@Bagian Organisasi',
    'publicRelations@Bagian Protokol dan Komunikasi Pimpinan',
    'policyReviewer@Bagian Pemerintahan',
  ],
  SETWAN: ['proceedings', 'legalAnalyst', 'publicRelations'],
  ITKO: ['supervisor', 'dataProcessor'],
  DISDIKBUD: [
    'teacherMaths@Bidang Pembinaan SMP',
    'teacherCounsel@Bidang Pembinaan SMP',
    'teacherPrimary@Bidang Pembinaan SD',
    'teacherSport@Bidang Pembinaan SD',
    'culture@Bidang Kebudayaan',
    'curriculum',
  ],
  DPUPR: [
    'roads@Bidang Bina Marga',
    'water@Bidang Sumber Daya Air',
    'spatial@Bidang Penataan Ruang',
    'surveyor@Bidang Penataan Ruang',
  ],
  DPRKP: ['building', 'environment', 'surveyor'],
  SATPOLPP: ['firefighter', 'legalAnalyst', 'administration'],
  DINSOS: ['childProtection@Bidang Rehabilitasi Sosial', 'policyReviewer'],
  DISNAKER: ['labourMediator', 'employment', 'instructor'],
  DP2KBP3A: ['familyPlanning', 'childProtection'],
  DPPP: ['agriculture', 'foodSecurity', 'veterinarian', 'fisheries'],
  DLH: [
    'environmentSupervisor',
    'operations@UPT Pengelolaan Sampah',
    'environment@Bidang Pengendalian Pencemaran',
  ],
  DISDUKCAPIL: ['populationDatabase', 'populationOperator', 'administration'],
  DISHUB: ['vehicleTester@UPT Pengujian Kendaraan Bermotor', 'transport@Bidang Angkutan'],
  DISKOMINFO: ['security', 'statistician', 'programmer'],
  DISKUMDAG: ['trade', 'cooperative'],
  DPMPTSP: ['licensing', 'programmerExpert'],
  DISPORAPAR: ['tourism', 'sports'],
  DISPUSIP: ['librarian', 'librarianSkilled', 'archivistExpert'],
  BAPPEDA: ['planner', 'statistician', 'policyAnalyst'],
  BKAD: ['budgetAnalyst@Bidang Anggaran', 'financialReports@Bidang Akuntansi', 'procurement@Bidang Aset'],
  BAPENDA: ['taxAnalyst@Bidang Pajak Daerah', 'budgetAnalyst', 'programmer'],
  BKPSDM: ['assessor', 'programmerExpert'],
  BPBD: ['disaster', 'operations@Bidang Kedaruratan dan Logistik'],
  KESBANGPOL: ['politics', 'policyReviewer'],
}

/** What nearly every office asks for, in the order in which the list is filled. */
export const ASKED_EVERYWHERE: readonly PositionKey[] = [
  'financialReports',
  'dataProcessor',
  'archivist',
  'administration',
  'operations',
]

export const ASKED_BY_HOSPITAL: readonly PositionKey[] = [
  'nurseNers',
  'nurse',
  'doctor',
  'radiographer',
  'physiotherapist',
  'medicalRecords',
]

export const ASKED_BY_HEALTH_CENTRE: readonly PositionKey[] = [
  'midwife',
  'nutritionist',
  'sanitation',
  'pharmacyAssistant',
  'dentalTherapist',
  'laboratory',
  'doctor',
  'healthPromotion',
  'dentist',
  'epidemiologist',
]
