# SPDX-License-Identifier: Apache-2.0
use strict;
use warnings;
use IO::Socket::INET;

my $server = IO::Socket::INET->new(LocalPort => 7007, Listen => 5, ReuseAddr => 1) or die $!;
$SIG{CHLD} = 'IGNORE';
while (my $client = $server->accept) {
    my $child = fork;
    if ($child) { close $client; next }
    while (sysread $client, my $data, 1024) { syswrite $client, $data }
    exit;
}
