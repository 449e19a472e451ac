using Artel.Testing;

namespace Artel.Generators.Tests;

/// <summary>Who is told the sender, on a running runtime.</summary>
public sealed class SenderTests
{
    private const string Host = ArtelTestHost.DefaultHost;

    private readonly ArtelTestHost _host = new(1, static artel => artel.AddProcess<Answerer>().AddProcess<Caller>());

    [Fact]
    public void Handler_is_given_the_pid_of_who_sent_the_message()
    {
        var answerer = _host.Runtime.SpawnAnswerer(Host);
        var caller = _host.Runtime.SpawnCaller(Host, answerer.Pid);
        caller.Ping();
        caller.Tell("a");
        _host.RunUntilIdle();
        Assert.Equal("pong, a " + caller.Pid, _host.RunUntil(caller.GetHeardAsync()));
        Assert.Equal($"{caller.Pid} told me 2", _host.RunUntil(caller.AskAsync(2)));
    }

    [Fact]
    public void Message_from_outside_has_no_sender()
    {
        var answerer = _host.Runtime.SpawnAnswerer(Host);
        Assert.Equal("nobody told me 2", _host.RunUntil(answerer.GetSenderAsync(2)));
        Assert.Equal("nobody told me 1", _host.RunUntil(answerer.GetSenderAsync()));
    }

    [Fact]
    public void Message_from_outside_is_refused_where_there_has_to_be_a_sender_and_the_process_goes_on()
    {
        var answerer = _host.Runtime.SpawnAnswerer(Host);
        answerer.Ping();
        var error = Assert.Throws<ProcessException>(() => _host.RunUntil(answerer.NeedSenderAsync("text")));
        Assert.Equal(
            (ErrorKind.Invalid, "message 'need': asker: no process has sent it, and the handler needs a sender; declare the parameter 'Pid?' to take it without one"),
            (error.Kind, error.Message));
        Assert.Equal(0, _host.RunUntil(answerer.CountAsync()));
    }

    /// <summary>The payload that does not fit is named first where it comes first.</summary>
    [Fact]
    public void Payload_is_refused_beside_a_sender()
    {
        var answerer = _host.Runtime.SpawnAnswerer(Host);
        var error = Assert.Throws<ProcessException>(() => _host.RunUntil(_host.Runtime.AskAsync<int, string>(answerer.Pid, "need", 7)));
        Assert.Equal((ErrorKind.Invalid, "message 'need': text: a Int32 was given, a String was expected"), (error.Kind, error.Message));
    }

    /// <summary>A send after it may be another message in the same memory, while the handler still waits.</summary>
    [Fact]
    public void Sender_stays_who_it_was_while_the_handler_waits()
    {
        var answerer = _host.Runtime.SpawnAnswerer(Host);
        var first = _host.Runtime.SpawnCaller(Host, answerer.Pid);
        var second = _host.Runtime.SpawnCaller(Host, answerer.Pid);
        for (var i = 0; i < 20; i++)
        {
            first.Ping();
            second.Ping();
        }

        first.Later();
        second.Later();
        _host.RunUntilIdle();
        Assert.Equal(string.Concat(Enumerable.Repeat("pong, ", 20)) + "later", _host.RunUntil(first.GetHeardAsync()));
        Assert.Equal(string.Concat(Enumerable.Repeat("pong, ", 20)) + "later", _host.RunUntil(second.GetHeardAsync()));
    }
}

[Process("tests:answerer")]
[Permission(Permissions.Send)]
public sealed partial class Answerer
{
    private int _answers;

    [OnMessage("ping")]
    private void Ping([Sender] Pid from)
    {
        _answers++;
        Process.Send(from, "heard", "pong");
    }

    [OnMessage("tell")] private void Tell(string text, [Sender] Pid from) => Process.Send(from, "heard", $"{text} {from}");

    [OnMessage("need")]
    private string NeedSender(string text, [Sender] Pid asker)
    {
        _answers++;
        return $"{text} {asker}";
    }

    [OnMessage("sender")] private Task<string> GetSenderAsync([Sender] Pid? from, int number = 1) => Task.FromResult($"{from?.ToString() ?? "nobody"} told me {number}");

    [OnMessage("later")]
    private async Task LaterAsync([Sender] Pid from)
    {
        await Task.Yield();
        Process.Send(from, "heard", "later");
    }

    [OnMessage("count")] private int Count() => _answers;
}

[Process("tests:caller")]
[Permission(Permissions.Send)]
public sealed partial class Caller([Argument] Pid answerer)
{
    private readonly List<string> _heard = [];

    [OnMessage("ping")] private void Ping() => Process.GetAnswerer(answerer).Ping();

    [OnMessage("tell")] private void Tell(string text) => Process.GetAnswerer(answerer).Tell(text);

    [OnMessage("later")] private void Later() => Process.GetAnswerer(answerer).Later();

    [OnMessage("ask")] private async Task<string> AskAsync(int number) => await Process.GetAnswerer(answerer).GetSenderAsync(number);

    [OnMessage("heard")] private void Hear(string text) => _heard.Add(text);

    [OnMessage("get")] private string GetHeard() => string.Join(", ", _heard);
}
