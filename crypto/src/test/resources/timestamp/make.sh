#!/bin/sh
# Makes the files beside it anew, with OpenSSL 3 as the authority: run it in an empty folder, then copy what ends in .pem,
# .tsq, .tsr and .txt here. Keys are thrown away.
set -eu
cat > ca.cnf <<'CNF'
[ca]
basicConstraints=critical,CA:true
keyUsage=critical,keyCertSign,cRLSign
subjectKeyIdentifier=hash
[tsa]
basicConstraints=critical,CA:false
keyUsage=critical,digitalSignature
extendedKeyUsage=critical,timeStamping
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
[ts]
default_tsa=one
[one]
serial=serial
crypto_device=builtin
signer_digest=sha256
default_policy=1.3.6.1.4.1.32473.1
other_policies=1.3.6.1.4.1.32473.2
digests=sha256,sha512
accuracy=secs:1,millisecs:500,microsecs:100
ordering=yes
tsa_name=yes
ess_cert_id_chain=no
ess_cert_id_alg=sha256
CNF
echo 01 > serial
certificate() { # name, subject, key options
    openssl genpkey $3 -out "$1.key"
    openssl req -new -key "$1.key" -subj "$2" -out "$1.csr"
    openssl x509 -req -in "$1.csr" -CA root.pem -CAkey root.key -days 36500 -extfile ca.cnf -extensions tsa -out "$1.pem"
}
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out root.key
openssl req -new -x509 -key root.key -subj "/C=AT/O=Example Time/CN=Example Root" -days 36500 -config ca.cnf -extensions ca \
    -out root.pem
certificate rsa "/C=AT/O=Example Time/CN=RSA Authority" "-algorithm RSA -pkeyopt rsa_keygen_bits:3072"
certificate ec "/C=AT/O=Example Time/CN=EC Authority" "-algorithm EC -pkeyopt ec_paramgen_curve:P-256"
certificate short "/C=AT/O=Example Time/CN=Short Authority" "-algorithm RSA -pkeyopt rsa_keygen_bits:1024"
printf 'time is told by others' > stamped.txt
reply() { # name, authority, further options
    openssl ts -reply -config ca.cnf -section one -queryfile "$4.tsq" -signer "$2.pem" -inkey "$2.key" $3 -out "$1.tsr"
}
openssl ts -query -data stamped.txt -sha256 -cert -out with-certificate.tsq
openssl ts -query -data stamped.txt -sha256 -out without-certificate.tsq
openssl ts -query -data stamped.txt -sha512 -cert -out sha512.tsq
openssl ts -query -data stamped.txt -sha384 -cert -out sha384.tsq
reply rsa rsa "" with-certificate
reply ec ec "" with-certificate
reply no-certificate rsa "" without-certificate
reply sha1-signature rsa "-sha1" with-certificate
reply short-key short "" with-certificate
reply sha512 rsa "" sha512
reply rejected rsa "" sha384 || true
sed 's/ess_cert_id_alg=sha256/ess_cert_id_alg=sha1/' ca.cnf > old.cnf && mv old.cnf ca.cnf
reply old-attribute rsa "" with-certificate
