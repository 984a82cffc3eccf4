import Fingerprints

/// Made by `Interop/pdq/golden_vectors.py` with pip's pdqhash 0.2.8.
let goldenVectors: [GoldenVector] = [
    GoldenVector(
        picture: SyntheticPicture(
            width: 1,
            height: 1,
            channels: 3,
            cell: 1,
            contrast: 75,
            seed: 1
        ),
        quality: 0,
        hashes: [:]
    ),
    GoldenVector(
        picture: SyntheticPicture(
            width: 4,
            height: 100,
            channels: 3,
            cell: 3,
            contrast: 75,
            seed: 2
        ),
        quality: 0,
        hashes: [:]
    ),
    GoldenVector(
        picture: SyntheticPicture(
            width: 100,
            height: 4,
            channels: 1,
            cell: 3,
            contrast: 75,
            seed: 3
        ),
        quality: 0,
        hashes: [:]
    ),
    GoldenVector(
        picture: SyntheticPicture(
            width: 5,
            height: 5,
            channels: 3,
            cell: 1,
            contrast: 75,
            seed: 4
        ),
        quality: 85,
        hashes: [
            .identity: "61d891a49e276e5b3c8dc6f161d83b0e9b7691a461d891a49e276e5b348dc6f1",
            .rotate90: "64d969da9b269625398cc3f0358d3c0fce7369da64d969da9b269625318cc3f0",
            .rotate180: "348d3b0ecb72c4f169d86c5b348d91a4ce733b0e348d3b0ecb72c4f161d86c5b",
            .rotate270: "318cc370ce733c8f6cd9695a61d896a59b26c3f0318cc370ce733c8f64d9695a",
            .flipVertical: "61d86e5b9e2791a43c8d390e61d8c6f19b666e5b61d86e5b9e2791a4348d390e",
            .flipHorizontal: "348dc4f1cb723b0e69d893a4348d6e5bce73c4f1348dc4f1cb723b0e61d893a4",
            .transpose: "64d996259b2669da398c3c0f358dc3f0ce7396a564d996a59b2669da318c3c0f",
            .antitranspose: "318c3c8fce73c3706cd996a560d8695a9b263c8f318c3c8fce73c37064d996a5",
        ]
    ),
    GoldenVector(
        picture: SyntheticPicture(
            width: 5,
            height: 300,
            channels: 3,
            cell: 4,
            contrast: 75,
            seed: 5
        ),
        quality: 100,
        hashes: [
            .identity: "94a596b594a56b5a6b5a6b5a6b5a94a594a56b5a94a56b5a6b5a94a594a594a5",
            .rotate90: "e1a7e9a71e581e581e581e581e58e1a7e1a7e1a7e1a7e9a71e581e581e581e58",
            .rotate180: "c1f03e0fc1f0c1f07e1fc1f03e0f3e0fc1f0c1f0c1f0c1f03e0f3e0fc1f03e0f",
            .rotate270: "b4f24b0d4b0db4f24b0db4f24b4d4b0db4f24b0db4f24b4d4b0db4f24b0db4f2",
            .flipVertical: "94a56b5a94a594a56b5a94a56b5a6b5a94a596b594a594a56b5a6b5a94a56b5a",
            .flipHorizontal: "c1f0c1f0c1f03e0f7e1f3e0f3e0fc1f0c1f03e0fc1f03e0f3e0fc1f0c1f0c1f0",
            .transpose: "e1a71e581e58e1a71e58e1a75e581e58e1a71e58e1a75e581e58e1a71e58e1a7",
            .antitranspose: "b4f2bcf24b0d4b0d4b0d4b0d4b0db4f2b4f2b4f2b4f2bcf24b0d4b0d4b0d4b0d",
        ]
    ),
    GoldenVector(
        picture: SyntheticPicture(
            width: 300,
            height: 5,
            channels: 1,
            cell: 4,
            contrast: 75,
            seed: 6
        ),
        quality: 100,
        hashes: [
            .identity: "52fead09ad0952f6ad0952fead09ad0952f6ad0952f6ad09ad0952f6ad0952f6",
            .rotate90: "6b5a6b5a6b5a6b5a6b5a94a594a594a594a56b5a94a56b5a694a6b5a94a594a5",
            .rotate180: "07a307a3f85cf85cf85cf85cf05407a307a307a307a307a3f85cf85cf85cf85c",
            .rotate270: "3e0fc1f03e0fc1f03e0f3e0fc1f03e0fc1f0c1f0c1f0c1f07e1fc1f0c1f03e0f",
            .flipVertical: "52f652fead09ad09ad09ad09ad0952f652f652f652f652fead09ad09ad09ad09",
            .flipHorizontal: "07a3f85cf85c07a3f85c07a3f854f85c07a3f85c07a3f854f85c07a3f85c07a3",
            .transpose: "6b5a94a56b5a94a56b5a6b5a94a56b5a94a594a594a594a5ef5a94a594a56b5a",
            .antitranspose: "3e0f3e0f3e0f3e0f3c0fc1f0c1f0c1f0c1f03e0fc1f03e0f3c0f3e0fc1f0c1f0",
        ]
    ),
    GoldenVector(
        picture: SyntheticPicture(
            width: 17,
            height: 23,
            channels: 3,
            cell: 2,
            contrast: 60,
            seed: 7
        ),
        quality: 100,
        hashes: [
            .identity: "a69e7e806aa96b298b2e74d194d6b712817f58e1a54ac33c90ff0e8f6aa8ab2a",
            .rotate90: "0ab08bac5522b037684738dbf817664c6646f81738db7867b83755638badcb33",
            .rotate180: "d2cbd42a1ffcc183ce7bde7bc18315b8c422f24bf01f6996c5a2a4253ffd0180",
            .rotate270: "deec2106807612152d129271ac424ce4b31b53bd6d8ed2cdede2dfc9def86199",
            .flipVertical: "a69e817f4aa994d68b2e8b2e94d648ed817fa71ea54a3cc380f7f1706aa814d5",
            .flipHorizontal: "524b2bd51ff8367cce7b2184c1836007c4220db4f01f966945225bda3efd1e7f",
            .transpose: "8bb97452f52347487847c724f91719b1e64e06e838db8798b8bf8a9c8bad34cc",
            .antitranspose: "deecdef80076e5622c126d8eac42331bb31bac426d8e2d32ed622036def89e66",
        ]
    ),
    GoldenVector(
        picture: SyntheticPicture(
            width: 63,
            height: 64,
            channels: 3,
            cell: 5,
            contrast: 40,
            seed: 8
        ),
        quality: 100,
        hashes: [
            .identity: "942ecc4bb26a332accd537b42bf169dd2b0f45274df6d4dd4931323871418e5a",
            .rotate90: "e811b685379e4be94be9338e3785e8151f3894ccb66cf0c2f195720ff0e1b425",
            .rotate180: "c17b66e1e73f99049980dd1e7ea4c1777e5aef8d18a35e773c649892241424f0",
            .rotate270: "bd44982f62dbe1431efc992463d042bf4a6d3e66e3395a68a4c0d8a7a5b41e8f",
            .flipVertical: "d42e33b4b26acc55ccd5884b2bf196222b0fbad84df62b2269b1cdc7714571a5",
            .flipHorizontal: "c17b991ee73f66ff998062e17ea43e887e5a187218a3a1883ce4676d2414db0f",
            .transpose: "e811497a3786b4164ba9cc71368517ea0f306b33b66c0f3df1958df0f0e14bda",
            .antitranspose: "bd44e7d062cb1ebc1efc66db62d0bd404a65c199e339a597a4c0375aa5b4e170",
        ]
    ),
    GoldenVector(
        picture: SyntheticPicture(
            width: 64,
            height: 64,
            channels: 3,
            cell: 4,
            contrast: 40,
            seed: 9
        ),
        quality: 100,
        hashes: [
            .identity: "1010b9464e9e2ec5d66926c52a69de917d3622e47de5fe92e904622c9e24bffa",
            .rotate90: "302d564356fd364c73bb424cbf573f563571219e0ae75e6e2a058b116091e0df",
            .rotate180: "3f6d93ec9bcb046f833c8c6fff3cf43ba863884ea8b0d438bc514886cb711550",
            .rotate270: "24fafce983a81ce626ee68e6ea0295fc60240b34dfb2f4c4ff5021bb35c44a75",
            .flipVertical: "633846b9ce9e513a5669d93a2a69216efd36dd1bfde5816de9041dd39e244005",
            .flipHorizontal: "02056c139bcbfb90033c73907f3c0bc4286377b1a8b02bc7bc51b7794b71eaaf",
            .transpose: "302f29bc56fd49b373bb3db3bf5740a935715e610ae7a1912a0574ee60911f20",
            .antitranspose: "6ffa031683a8e319a6ee9719ea02ea036024f4cbdfb20b3bff50de4435c4b58a",
        ]
    ),
    GoldenVector(
        picture: SyntheticPicture(
            width: 64,
            height: 64,
            channels: 1,
            cell: 7,
            contrast: 20,
            seed: 10
        ),
        quality: 79,
        hashes: [
            .identity: "3e04b525d528ae30b2483acfde0021ff00ffe5b04d9f11ef2a97c9da50eb6267",
            .rotate90: "5a44dd88d54911ed962c0d9f9e099e0b05fef26871d3ee132db63a4605bfba44",
            .rotate180: "6b511f8f807d049ae71d90658b558b5555aa4f1a58cafb457fc2637005bec8cd",
            .rotate270: "2f1577328a1ebb47c379a735cb5c37a550ab78c2248644b978e3d0ed50ea10ee",
            .flipVertical: "3e044aded56851cfb248c530ff00df0001ff1a4f4d9fee102a97b72570eb9d9c",
            .flipHorizontal: "6b51e070007dfb65c71d6f9a8b5574aa54aab0e518ca04ba7fc29c8f05be3732",
            .transpose: "7a442267dd49ee12962cf2609e09617405fe0d9771d311ec2db6c5b905bf45bb",
            .antitranspose: "2f1188fd881c44b8c37958cacb5ccbde50aba73d2486bb4678e36f1350eaef11",
        ]
    ),
    GoldenVector(
        picture: SyntheticPicture(
            width: 65,
            height: 64,
            channels: 3,
            cell: 6,
            contrast: 40,
            seed: 11
        ),
        quality: 100,
        hashes: [
            .identity: "036e791e711d1cedc2c2cdf3320d2d3dc3920ce092615cb98def6da458bd23f2",
            .rotate90: "4ca89369e3258dcd555e48a38aa11a729cdf6396977f9a6cf31a0cf1cc89c8c5",
            .rotate180: "52bb53b42048b647979767596358879796c7a64ae734f613d8bac70e0de88958",
            .rotate270: "39fd39c3b6f02767000b6009fff6b0d8c98ac93cc22a30c6a64fa65b99dc626f",
            .flipVertical: "23ee06e1f71de312c2c2320c322dd2c2e392f31fb261a3468def925b5abddc0d",
            .flipHorizontal: "72bbac4b204849b8979798a66378786896c759b5e73409ecd8ba38f10de876a7",
            .transpose: "0ca86c9663057232555e155c8aa1e58d1cdf9c69957f6593f31af30ecc89373a",
            .antitranspose: "19fdc63c3670d898000b1df6dff44f27c98a36c3c02acf39a64f59a499dc9d90",
        ]
    ),
    GoldenVector(
        picture: SyntheticPicture(
            width: 127,
            height: 129,
            channels: 3,
            cell: 9,
            contrast: 50,
            seed: 12
        ),
        quality: 100,
        hashes: [
            .identity: "c15ab7e7e25c3fa5e773c3df1863487cc62c4264b5c850ee52a1d2a4494bc3d1",
            .rotate90: "eca552207820adc31302a75f7ccd37dc543d708c5bdc52fea5b28a2bce52a1f5",
            .rotate180: "940f1d4db709940fb22668754d36e2d69379e8cee09dfa4407f4780e1c1e697b",
            .rotate270: "f9f1f88a6d75076946570df52998bd760168fa260e89f854f0e720819b470b5f",
            .flipVertical: "c15ae858e35cc15ae7733d201863b783c62cbd9bb5c8af1152a12d5b494bbc2f",
            .flipHorizontal: "940fe2f2b7496bf0b226978a4d361d2993791733e09d05bb07f487f11c1e9685",
            .transpose: "eca5addf7820523c130258a07ccddc23543def735bdcad01a5b275d4ce125e0b",
            .antitranspose: "b9f007752d75f8964657f20a29986289016845d90e8907abf0e7df7e9b47f4a1",
        ]
    ),
    GoldenVector(
        picture: SyntheticPicture(
            width: 128,
            height: 128,
            channels: 1,
            cell: 8,
            contrast: 10,
            seed: 13
        ),
        quality: 60,
        hashes: [
            .identity: "f7ed9cb68f2b6e4e8a9a4818c4f27f60d3387f1514368a56c5f3307f36030426",
            .rotate90: "e280e83791463e197d508c9439d2de37ca086ce3e3adb103bc842f8a7a3fdfb1",
            .rotate180: "2030361cda7ec4e45fcfe2b291a7d5ca866dd5bf416320fc10a69ad56356ae8c",
            .rotate270: "b7d5429dc41394b32805263e6c87749d9f5dc649b6f81ba9e9d185202f6a751b",
            .flipVertical: "b0ec63498f2b91b10a9ab7e7c4f2809fd33880ea1436f5a945f3cf803603fbd9",
            .flipHorizontal: "e5b9c9e3da7e3b1b5fcf1d4d91a72a35866d2a4041635f0310a6652a63565173",
            .transpose: "ea9897c89146c1e67d50f36bb9d2a1c8ca08931ce3ad4efcbc84d0757a3fa04e",
            .antitranspose: "37c53d62c4136b4c280559c16c870b621f5d39b6b6f8e45669d17adf2f6a0ae4",
        ]
    ),
    GoldenVector(
        picture: SyntheticPicture(
            width: 200,
            height: 333,
            channels: 3,
            cell: 17,
            contrast: 75,
            seed: 14
        ),
        quality: 100,
        hashes: [
            .identity: "87241084993768c047d14a7dcf6f07c1954731b01bffee35862eb13a5abc1b7d",
            .rotate90: "a29ce1ed50549f18763b74678f3b541a5962e05ea67fd3a806af1944abacd04e",
            .rotate180: "d271ba2ecc62c26a1286e0d79a3aad6b800a9b1a4eaa449fdb7b1b900fe9f1d7",
            .rotate270: "f7890b46050131b22166decdda6efeb00c344ad4f32a7902537ab3ce76f95ae4",
            .flipVertical: "8724877b9936973f47d1a582c76ff83c95474e4f1bab11ca862e4ec55a3ca402",
            .flipHorizontal: "d2736dd1cc623d9512861f289a3a5296c01a64e54ebabb60db7be46f0fe94e28",
            .transpose: "a29c1e12105460e736338b988f3babe559621fa1a67f2c77062fe6bb22ac2fb1",
            .antitranspose: "f7c9b4394501ca4d636e2132da6e014f0c37b50bf32a865d53fa4c117ff9851b",
        ]
    ),
    GoldenVector(
        picture: SyntheticPicture(
            width: 256,
            height: 256,
            channels: 3,
            cell: 16,
            contrast: 30,
            seed: 15
        ),
        quality: 100,
        hashes: [
            .identity: "5058f058f416fb041e88d316d74c1e034155f652e7f13482357fc33e49d5f57b",
            .rotate90: "f6ff0918f87900a6d9c2d486df64e95048723d14092d9b90eb4dc971e55dfe54",
            .rotate180: "af0f5af0a14b51af6bfd79bc8219b5c99c005cf9b2a49f28e02a79949c805fd1",
            .rotate270: "a3b8a3b2a52caa080cd77e2cca3142fa5d6796be5c78b1ba9f5863dbb00844be",
            .flipVertical: "f25a07a5f41604fa1ea82ce9d74ce09cc95509ace7f1cb7db57f2cc149d50a84",
            .flipHorizontal: "af1faf8fa14bae516bfd864382194b7e9c10ab8fb2a4e1d7e02a966b9c80a02e",
            .transpose: "7665f6e77079ff5919022b791f6416af0832c2eb002de4efca0d368e255d01ab",
            .antitranspose: "a3ba5c4dad2c55f7ccd781d3ca31bd155d6769415c784e45bf589c24b008bb41",
        ]
    ),
    GoldenVector(
        picture: SyntheticPicture(
            width: 511,
            height: 513,
            channels: 1,
            cell: 40,
            contrast: 20,
            seed: 16
        ),
        quality: 100,
        hashes: [
            .identity: "7339b412331f332d8cc24b6dcdce944571d671530ffde281f026c9ece0dd8c38",
            .rotate90: "4b1f7921f4de0e370e27b4deb430491b2fb6f019943d1f1cb727c8516ac84a8d",
            .rotate180: "266c1eb866cad9c79997e147989b3e672483dbf95aa8480ba5736346bd883692",
            .rotate270: "1e4ac38ba18b241c5b701e74e165e1b15ae34ab3c168b5b6e27262fb3f9de027",
            .flipVertical: "63394bed331f8c928cc29412ccce6b3261d68eac0ffd1d5ef0261613e0dd63c7",
            .flipHorizontal: "266ce14766ca6678d9973eb8989bc198248324065aa8b7f4a573bcb9bd88d96d",
            .transpose: "4b1f86def0daf1c80e254b21b430b6e40ab60fe6942de0e3b62737ae6ac8b572",
            .antitranspose: "1e4a3474a58f5b635b72e18be1651c4e7ae3b54cc1684a49e2729d043f9d1fd8",
        ]
    ),
    GoldenVector(
        picture: SyntheticPicture(
            width: 512,
            height: 512,
            channels: 3,
            cell: 31,
            contrast: 40,
            seed: 17
        ),
        quality: 100,
        hashes: [
            .identity: "fb5330d3a395c04833fd3885159d5a2467ed1a7c183936c275d26a9cca6a9f36",
            .rotate90: "b0036e73ec9430868567fd66a9d755766e9c272709e315921ae6d03ec01b175f",
            .rotate180: "ae069a79f6c06ae266a8922f60c9f88e32b8b0d64d7c9e682087c836df7f359c",
            .rotate270: "c552c4d9b9c1922cd032578cf482fddc38c98d8d5c36bf184f137a90954eb9f5",
            .flipVertical: "fb53cf2c23953fb721fdc77a141ca55b67c5e1831821c93d55d215638a2a60c9",
            .flipHorizontal: "ae066586f6c0951d66a86dd140c90f7132b84f294d6c639700873fcddf7fca63",
            .transpose: "b003918eec9ccf7985670299a9d7aa896e9cd8da09e3ea6d1ae62fc5c01beea0",
            .antitranspose: "e5563b26bbc965d3d136a833fc9200233bc972725cb640e74fb3856f954e460a",
        ]
    ),
    GoldenVector(
        picture: SyntheticPicture(
            width: 512,
            height: 512,
            channels: 3,
            cell: 512,
            contrast: 75,
            seed: 18
        ),
        quality: 0,
        hashes: [:]
    ),
    GoldenVector(
        picture: SyntheticPicture(
            width: 640,
            height: 480,
            channels: 3,
            cell: 1,
            contrast: 75,
            seed: 19
        ),
        quality: 100,
        hashes: [
            .identity: "b906e69026e1f38be7e9b2a1770bfe2331b048d9e1f4c277511343ff8a07c606",
            .rotate90: "dd73a082ffa04837894294fe7f1745437ce5d78b2db4bf031a446f48931fc0a1",
            .rotate180: "ec534c3a73b45925babc580b22de54896ce57273b4a169dd0446e955df526d2c",
            .rotate270: "88660e28aaf5e2dddc973e542a42eff92bb17d2178e115a94f11d5e2c64a6a0b",
            .flipVertical: "b906196f37e10c74efe94d5e778b01dc39b4b726e1f43d885113bc008a0739f9",
            .flipHorizontal: "ec53b3c562b4a6dababca7f4225eab7664e18d8cb4a19622044616aadf5293d3",
            .transpose: "dd335b7dffa0978881426b017f179aac7ce428742db440fc1a448037931f3f5e",
            .antitranspose: "8826f5d7aaf53d62dc97c1ab2a4230172bb082de78e1ea564f113a9dc64a95f4",
        ]
    ),
    GoldenVector(
        picture: SyntheticPicture(
            width: 1023,
            height: 77,
            channels: 3,
            cell: 25,
            contrast: 25,
            seed: 20
        ),
        quality: 100,
        hashes: [
            .identity: "f97c26919f33e2829d7f6298f96c26811733a5839d7f5298f94c26810633ad47",
            .rotate90: "b24979e7554d5557aa29961875965556551475d6aaa2d34d8e3875d638e39618",
            .rotate180: "ac398c3bda664e29cc2af832ac398c3bd2660fedcc2af832ac19cc2b536607ed",
            .rotate270: "8618c2490008db6ddf7c249200c3ffbc0001df3c7df738e3db6ddf3c2db62cb2",
            .flipVertical: "d94c596c0533197c197f8d67d94c196e07335a38197f8d67f94c196e063352b8",
            .flipHorizontal: "8c3973d4ca66f7d7482a37cd8c3973d44266f156482a17cdac1973d45366f812",
            .transpose: "ba699618d74daab8aa2969e77596aae955548a29aaa2ecb28e388a2938e369e7",
            .antitranspose: "efbc3cb686182492ff7cdb6d30c30043004120c3fff7c718db6d20c36db6d34d",
        ]
    ),
    GoldenVector(
        picture: SyntheticPicture(
            width: 77,
            height: 1023,
            channels: 1,
            cell: 25,
            contrast: 30,
            seed: 21
        ),
        quality: 100,
        hashes: [
            .identity: "551caaab9a69aaa9451471c7b2cb71c78e3869a6bae9451cbae94596cf1c8e38",
            .rotate90: "72ab72a9536850c77061766872ab72a9576cd8d770e97768b0ab72a9474488d7",
            .rotate180: "00490001cf3c00031041db6de79edb6ddb6dc30cefbcefbeefbcef3c92492492",
            .rotate270: "27fed803023df27d25bcdcc227fed8030239727d25bcddc2a7eed8031211227d",
            .flipVertical: "551c55549a69555645148e38b2cb8a388e389659bae9bae3bae9ba69c71c71c7",
            .flipHorizontal: "0049fff6cf3cfffc00410492e7962092d36d3cf3efbc0041e7bc10c39249db6d",
            .transpose: "72ab8d565768a72870eb889772ab8d56576c272870e98897f2bb8d5647447728",
            .antitranspose: "27fe27fc023d0d8225bc223d27fe27fc02398d8225bc223da7fe27fc1211dd82",
        ]
    ),
    GoldenVector(
        picture: SyntheticPicture(
            width: 1280,
            height: 960,
            channels: 3,
            cell: 60,
            contrast: 40,
            seed: 22
        ),
        quality: 100,
        hashes: [
            .identity: "0000161f59fa8c9a1bafcfdc4999eda3617874f2fe1638c084adc36c035d5b7f",
            .rotate90: "952cd81a91f0178e3f312297cc67d078bf58db2829cf091cfe9f33c0f96134f0",
            .rotate180: "f3cebcb50caf06304afa65761ccc4709342ddc58ab439266d1f869c75628f1d5",
            .rotate270: "c079fab0c4a5bd246a64883d9932fad2ea0df1827c9aa3b6abca996aac349e5a",
            .flipVertical: "f7dfe9e059fa53655faf30234999125c6178890dfe16c73384ad3c92037da480",
            .flipHorizontal: "e3ca434a0caff9cf4afa9a891cccb8f6342d23a7ab436d99d1f8963856280e2a",
            .transpose: "152c27e501f068713f3155684c272f873f5824d729cd76e37e8f4c2f79614b0b",
            .antitranspose: "c0798d4fc4a5c2db6a6477c29932852dea0d8e7d7c9a5c49abcae695ac3461a5",
        ]
    ),
    GoldenVector(
        picture: SyntheticPicture(
            width: 1300,
            height: 900,
            channels: 1,
            cell: 130,
            contrast: 50,
            seed: 23
        ),
        quality: 100,
        hashes: [
            .identity: "b915349846eff90743ebfc004b6f3498bb17ab5754a8cb65b49003ffbc1404f8",
            .rotate90: "94dac1cfd5ca2a5596d29ad47bd4652b692dd5aa2a353e306b255d293ac4452b",
            .rotate180: "ec409e3213ba53ad16be56aa1e3a9e32ee4201fd01fd61cfe1c5a955e941ae52",
            .rotate270: "c18f6b65809f80ffc387307e0e81cf813c787f007f60949a3e70e7836f91ef81",
            .flipVertical: "b915c96744ef04f843eb03ff4b6fc967bb1754a854a8349ab490fc00bc14fb07",
            .flipHorizontal: "ec4063cd13baae5616bea9551e3a63cdee42fe0201fd9e30e1c556aae94151ad",
            .transpose: "94da3e30d5cad5aa96d2652b2ad49ad4692d2a552a35c1cf6b25b2d63ac4bad4",
            .antitranspose: "c18f949a809f7f00c387cf817f81307e3c7880ff7f606b653e70187c6f91107e",
        ]
    ),
    GoldenVector(
        picture: SyntheticPicture(
            width: 300,
            height: 300,
            channels: 3,
            cell: 12,
            contrast: 5,
            seed: 24
        ),
        quality: 15,
        hashes: [:]
    ),
    GoldenVector(
        picture: SyntheticPicture(
            width: 800,
            height: 600,
            channels: 3,
            cell: 50,
            contrast: 20,
            seed: 25
        ),
        quality: 68,
        hashes: [
            .identity: "e504f3fddb1fb1c3feffce3ca4e08c029afba4a0a1c5e020d6038902a873c9af",
            .rotate90: "100d13e6d2728777258770b76c880fda52e1ad5d46d39b7d64811bde398f8754",
            .rotate180: "b051d9578e4a9b69a376e496f1b5a6a8cfae8e0af490ca8a8356a3a8fd26e305",
            .rotate270: "0208b94c87272ddd70d2da1d39dda57007b407f7138631d731d4b1746cda2dfe",
            .flipVertical: "65040c025b1f4e3c560331c3a4e073fd1afb5b5f21c51fdfd60376fd28733650",
            .flipHorizontal: "305126a80e4ae49603561b6971b559574fae71f5749035758356dc577d269cfa",
            .transpose: "ffffec19da7278882d878f486c88f0255ae15aa24ed36c826c81ec21398f78ab",
            .antitranspose: "ffff46b38f27d22270d225e239dd5a8f07b4f8081b86ce2831d44e8b6cdad201",
        ]
    ),
    GoldenVector(
        picture: SyntheticPicture(
            width: 800,
            height: 600,
            channels: 1,
            cell: 50,
            contrast: 12,
            seed: 26
        ),
        quality: 61,
        hashes: [
            .identity: "c1ffeaa9929808756d1df78e6d67b557be002b0560c7e4aced1d12853bc5803c",
            .rotate90: "ffd931c74ffada795acaf06764c670b5e4366cddd21146f6ec19608087202491",
            .rotate180: "94aac003c7cda2dfb848dd24b8329ffdeb5581afb592ce06b848b82fee902a96",
            .rotate270: "00009b6d1aaf70d3079f5acd3193da1fb163c6778744ec5cb94cca2ad2758e3b",
            .flipVertical: "41ff15561298778a651d08716d674aa83e0054fa60c71b536d1d6d7a3bc57fc3",
            .flipHorizontal: "94aabffcc7cddd20b848a2dbb832e002eb55fe503592b1f9b84847d06e90d569",
            .transpose: "e599ce384ffa25865aca0f9864c68f4ae4369322d211b909ec199f7f8720db6e",
            .antitranspose: "fffe64921aaf8f2c0f9fa532319325e0b1633988874413a3b94c35d5d27571c4",
        ]
    ),
]
