/// A certificate and key made for these tests alone, for 127.0.0.1 and signed by nobody but itself: O=TEST.
///
/// They protect nothing. The same as those of the tests of Interchange.
enum SelfSignedCertificate {
    static let certificate = """
        -----BEGIN CERTIFICATE-----
        MIIB0DCCAXegAwIBAgIUMWdNfwMd+Xjji5sq/Hhaqilae7IwCgYIKoZIzj0EAwIw
        LzENMAsGA1UECgwEVEVTVDEeMBwGA1UEAwwVZXhjaGFuZ2UudGVzdC5pbnZhbGlk
        MCAXDTI2MTEyNDA0NTQ1OVoYDzIxMjYxMDMxMDQ1NDU5WjAvMQ0wCwYDVQQKDARU
        RVNUMR4wHAYDVQQDDBVleGNoYW5nZS50ZXN0LmludmFsaWQwWTATBgcqhkjOPQIB
        BggqhkjOPQMBBwNCAAQtZqyjLGrKgkd0iUIugzqPA2zJ4RZoLCG5B0Xg+hWG4a4U
        3FTQsHgnWynyGROQDOfDrcUd+kmrTEpDDaK8FPgHo28wbTAdBgNVHQ4EFgQUEz4a
        XNprd2oZvu8Oa9hedds/+Q0wHwYDVR0jBBgwFoAUEz4aXNprd2oZvu8Oa9hedds/
        +Q0wDwYDVR0TAQH/BAUwAwEB/zAaBgNVHREEEzARhwR/AAABgglsb2NhbGhvc3Qw
        CgYIKoZIzj0EAwIDRwAwRAIgCvlofWwebweBY4AlSgs4yEvFmBOj2k9tNJqjOC3w
        vTYCIFc+jayP5ErA6jhEzJpxQXiS/jMNPoJjLWYHa6j05XWR
        -----END CERTIFICATE-----

        """

    static let key = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgshE4nLQQG1EzpaFb
        54+9ES5zHF4XbzgJly8AEKT19jKhRANCAAQtZqyjLGrKgkd0iUIugzqPA2zJ4RZo
        LCG5B0Xg+hWG4a4U3FTQsHgnWynyGROQDOfDrcUd+kmrTEpDDaK8FPgH
        -----END PRIVATE KEY-----

        """
}
