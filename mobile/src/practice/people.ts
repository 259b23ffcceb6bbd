/** The villagers of Desa Latihan, who came to last year's meeting. Nobody is meant by any of them. */

import type { Element, Gender } from '../core/records';

export type Person = readonly [
  name: string,
  gender: Gender,
  element: Element,
  hamlet: number,
  position: string,
];

/** Element, then the people of it: `L` or `P`, number of the hamlet, name, and what they are. */
const LIST = `lain:L0H. Dadan Ramdani/Ketua BPD,P1Eti Rohaeti/Sekretaris BPD,L2Yayat Hidayat/Kepala Desa,\
L0Ujang Solihin/Kepala Dusun,L1Engkos Kosasih/Kepala Dusun,L2Wawan Setiawan/Kepala Dusun,\
L3Oman Rukmana/Kepala Dusun,L0Deden Suhendar/Ketua RT,L1Jajang Nurjaman/Ketua RT,P3Neneng Hasanah/Ketua RT
adat:L2Abah Karta,L3Aki Surya
agama:L0Ust. Asep Mulyana,L1KH. Ahmad Fauzi,P2Ustz. Siti Maryam,L3Ust. Dede Kurnia
masyarakat:L0Cecep Supriatna,L1Tatang Sutisna,L2Agus Gunawan,P3Iis Aisyah,L0Endang Rahmat,P1Lilis Suryani
pendidik:P0Rina Marlina/Guru SD,L1Dedi Junaedi/Kepala SD,P2Yuyun Yuningsih/Guru PAUD,P3Nia Kurniasih
tani:L0Adang Suparman,L1Ade Rohman,L2Uu Saepudin,L3Iwan Darmawan,L3Momon Abdurahman,P2Cucu Sumiati,\
L1Entis Sutisna,L0Rohmat Hidayat
nelayan:L3Kosim,L3Sarnan
perajin:P1Imas Masitoh,L2Udin Syamsudin,P2Tati Sumarni
perempuan:P0Oneng Rohmah/Ketua PKK,P1Euis Komariah,P2Ai Nurhayati,P3Elin Herlina,P0Wiwin Winarti/Kader posyandu,\
P1Popon Sopiah,P2Titin Supartini,P3Dewi Sartika/Bidan desa
anak:P0Risma Amelia/Forum Anak,L2Rizki Maulana/Forum Anak,P1Nurlaela/Kader anak
miskin:P0Mak Icih,L1Sanusi,P2Omah,L3Emod,P3Karsih,L1Dayat
masyarakat:L0Budi Santoso/Ketua LPM,P2Yeni Mulyani,L3Hendra Wijaya/Karang Taruna,L1Rahmat Gumilar`;

export const PEOPLE: readonly Person[] = LIST.split('\n').flatMap((line) => {
  const [element = '', people = ''] = line.split(':');
  return people.split(',').map((one): Person => {
    const [name = '', position = ''] = one.slice(2).split('/');
    return [name, one[0] as Gender, element as Element, Number(one[1]), position];
  });
});
