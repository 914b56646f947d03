# SPDX-License-Identifier: Apache-2.0
# After perlipc's interactive client with IO::Socket: one process for each direction.
use strict;
use warnings;
use IO::Socket;

my $handle = IO::Socket::INET->new(Proto => "tcp", PeerAddr => "127.0.0.1", PeerPort => 7)
    or die "can't connect: $!";
$handle->autoflush(1);
defined(my $child = fork()) or die "can't fork: $!";
if ($child) {
    while (defined(my $line = <$handle>)) {
        print STDOUT $line;
    }
    kill("TERM", $child);
} else {
    while (defined(my $line = <STDIN>)) {
        print $handle $line;
    }
    $handle->shutdown(1);
}
