using Artel.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Artel.Generators.Tests;

/// <summary>Generated references, on a running runtime.</summary>
public sealed class ReferenceTests
{
    private const string Host = ArtelTestHost.DefaultHost;

    private readonly ArtelTestHost _host = new(1, static artel => artel.AddProcess<Adder>().AddProcess<Boss>().AddProcess<Times>());

    [Fact]
    public void Speaks_for_the_runtime()
    {
        var adder = _host.Runtime.SpawnAdder(Host, 10, factor: 2);
        adder.Add(1);
        adder.AddRange(1, 3);
        Assert.Equal(new Sum(18, "nobody"), _host.RunUntil(adder.GetSumAsync()));
        Assert.Equal(35, _host.RunUntil(adder.ScaleAsync(2)));
        Assert.Equal(36, _host.RunUntil(adder.ScaleAsync(2, less: 0)));
    }

    [Fact]
    public void Speaks_for_the_process_that_made_it_and_monitors()
    {
        var boss = _host.Runtime.SpawnBoss(Host);
        var work = boss.WorkAsync(Host);
        var ended = _host.Runtime.WaitForExitAsync(boss);
        Assert.Equal("15 True 149", _host.RunUntil(work));
        Assert.Equal("worker: InvalidOperationException: failed", _host.RunUntil(ended).Error!.Message);
    }

    [Fact]
    public void Runs_a_main_to_its_result()
    {
        Assert.Equal(8, _host.RunUntil(_host.Runtime.ExecTimesAsync(Host, 4)));
        Assert.Equal(12, _host.RunUntil(_host.Runtime.ExecTimesAsync(Host, 4, by: 3)));
    }

    [Fact]
    public void Goes_by_name_to_whoever_has_it()
    {
        var named = _host.Runtime.GetAdder("adder");
        Assert.Equal(ErrorKind.NotFound, Assert.Throws<ProcessException>(() => named.Add(1)).Kind);
        Assert.Equal(ErrorKind.NotFound, Assert.Throws<ProcessException>(() => named.Pid).Kind);
        var pid = _host.Runtime.SpawnNamed("adder", AdderRef.DefinitionId, Host, 5);
        named.Add(1);
        Assert.Equal(6, _host.RunUntil(named.GetSumAsync()).Total);
        Assert.Equal((pid, pid), (named.Pid, (Pid)named));
        Assert.Equal(pid, _host.Runtime.GetAdder(pid.ToString()).Pid);
    }

    [Fact]
    public void Is_equal_by_what_it_stands_for()
    {
        var adder = _host.Runtime.SpawnAdder(Host, 1);
        var other = _host.Runtime.SpawnAdder(Host, 1);
        Assert.Equal(adder, _host.Runtime.GetAdder(adder.Pid));
        Assert.Equal(adder.GetHashCode(), _host.Runtime.GetAdder(adder.Pid).GetHashCode());
        Assert.NotEqual(adder, other);
        Assert.Equal(_host.Runtime.GetAdder("a"), _host.Runtime.GetAdder("a"));
        Assert.NotEqual(_host.Runtime.GetAdder("a"), _host.Runtime.GetAdder("b"));
        Assert.Equal(adder.Pid.ToString(), adder.ToString());
    }

    [Fact]
    public void Default_value_stands_for_no_process()
    {
        Assert.Throws<InvalidOperationException>(() => default(AdderRef).Add(1));
        Assert.Throws<InvalidOperationException>(() => default(AdderRef).Pid);
    }

    [Fact]
    public void Value_of_a_message_is_not_boxed()
    {
        var adder = _host.Runtime.SpawnAdder(Host, 1);
        var plain = Allocated(() => _host.Runtime.Send(adder.Pid, "add", 1));
        Assert.Equal(plain, Allocated(() => adder.Add(1)));

        static long Allocated(Action send)
        {
            for (var i = 0; i < 100; i++)
                send();
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1_000; i++)
                send();
            return (GC.GetAllocatedBytesForCurrentThread() - before) / 1_000;
        }
    }
}
