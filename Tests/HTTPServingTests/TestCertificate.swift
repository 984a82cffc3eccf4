/// A certificate and key made for these tests alone: O=TEST, CN=node.test.invalid.
///
/// They protect nothing.
enum TestCertificate {
    static let certificate = """
        -----BEGIN CERTIFICATE-----
        MIIBzDCCAXGgAwIBAgIUVMUC4j4kwNlkM5jz0Ux3pDFSOnEwCgYIKoZIzj0EAwIw
        KzENMAsGA1UECgwEVEVTVDEaMBgGA1UEAwwRbm9kZS50ZXN0LmludmFsaWQwIBcN
        MjYxMTI0MDM0ODM3WhgPMjEyNjEwMzEwMzQ4MzdaMCsxDTALBgNVBAoMBFRFU1Qx
        GjAYBgNVBAMMEW5vZGUudGVzdC5pbnZhbGlkMFkwEwYHKoZIzj0CAQYIKoZIzj0D
        AQcDQgAERIMqgo9ub3geOcoWfSNF0FtuGh/1ZePlynG1pTHJn1G7oDE+uHExBE0n
        hcN/h7uWR/7CK2F/cwm1ZJpMzE0f4aNxMG8wHQYDVR0OBBYEFDKhZM5HN4P/nQv4
        tigo87sn6tsTMB8GA1UdIwQYMBaAFDKhZM5HN4P/nQv4tigo87sn6tsTMA8GA1Ud
        EwEB/wQFMAMBAf8wHAYDVR0RBBUwE4IRbm9kZS50ZXN0LmludmFsaWQwCgYIKoZI
        zj0EAwIDSQAwRgIhAJx+bRy4S9SQLReSh1uhlziitQR0CcJW+f4He89gRAg2AiEA
        1d5sQilhwoYnCFL4Xo1d4NFoVCPECmDOrmZlxAQciNE=
        -----END CERTIFICATE-----

        """

    static let key = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgqu6GBbrhLcABZpKA
        upEg9Ny7iV5q26Q+PlVvKaRA2U6hRANCAAREgyqCj25veB45yhZ9I0XQW24aH/Vl
        4+XKcbWlMcmfUbugMT64cTEETSeFw3+Hu5ZH/sIrYX9zCbVkmkzMTR/h
        -----END PRIVATE KEY-----

        """
}
