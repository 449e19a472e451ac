using System.Text;
using Artel.Queues.Sqlite;
using Microsoft.Data.Sqlite;

namespace Artel.Queues.Tests;

/// <summary>The file of queues: whose it is, and what is said of one that is not right.</summary>
public sealed class SqliteFileTests : IDisposable
{
    private static readonly QueueDeclaration[] Queues = [new("app:jobs") { DeadLetterQueue = "app:jobs.dead" }, new("app:jobs.dead")];

    private readonly TemporaryFolder _folder = new();

    private string File => Path.Combine(_folder.Path, "inner", "queues.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_file_and_its_folder_are_made_for_their_owner_alone()
    {
        if (OperatingSystem.IsWindows())
            return;
        await using var driver = await OpenAsync();
        await driver.PublishAsync("app:jobs", new QueueMessage("1", new byte[] { 1 }, new Dictionary<string, string>()), default);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File + "-wal"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, System.IO.File.GetUnixFileMode(Path.GetDirectoryName(File)!));
    }

    [Fact]
    public async Task A_second_program_is_refused_and_told_why()
    {
        await using var first = await OpenAsync();

        var refused = Assert.Throws<ProcessException>(() => SqliteFile.Open(File, [], lockPatience: 1));

        Assert.Equal((ErrorKind.Unavailable, true), (refused.Kind, refused.Retryable));
        Assert.Contains("another program has the file", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        await System.IO.File.WriteAllTextAsync(File, new string('x', 5000));

        var refused = await Assert.ThrowsAsync<ProcessException>(OpenAsync);

        Assert.Equal(ErrorKind.Invalid, refused.Kind);
        Assert.Contains("is no database", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_something_else_is_refused_and_left_alone()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        Run("CREATE TABLE cats (name TEXT)");

        var refused = await Assert.ThrowsAsync<ProcessException>(OpenAsync);

        Assert.Equal(ErrorKind.Invalid, refused.Kind);
        Assert.Contains("a database of something else", refused.Message, StringComparison.Ordinal);
        Run("INSERT INTO cats VALUES ('Tom')");
    }

    [Fact]
    public async Task A_file_of_another_version_is_refused()
    {
        await (await OpenAsync()).DisposeAsync();
        Run("PRAGMA user_version = 99");

        var refused = await Assert.ThrowsAsync<ProcessException>(OpenAsync);

        Assert.Contains("has the form 99", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_loses_nothing_and_the_queues_go_on_when_there_is_room()
    {
        await using var driver = new SqliteQueueDriver(File, TimeProvider.System, mostPages: 20);
        await driver.OpenAsync(Queues, default);
        await driver.PublishAsync("app:jobs", Large(0), default);
        var lost = await driver.SubscribeAsync("app:jobs", 2, default);
        var taken = await lost.ReceiveAsync(default);
        var dead = await driver.SubscribeAsync("app:jobs.dead", 1, default);
        var waiting = dead.ReceiveAsync(default).AsTask();

        var published = 1;
        ProcessException? full = null;
        for (; full is null; published++)
            full = await Record.ExceptionAsync(async () => await driver.PublishAsync("app:jobs", Large(published), default)) as ProcessException;
        published--;

        Assert.Equal((ErrorKind.Unavailable, true), (full.Kind, full.Retryable));
        Assert.Contains("is full", full.Message, StringComparison.Ordinal);
        Assert.InRange(published, 2, 20);
        Assert.Equal(ErrorKind.Unavailable, (await Assert.ThrowsAsync<ProcessException>(() => waiting)).Kind);
        Assert.Equal(ErrorKind.Unavailable, (await Assert.ThrowsAsync<ProcessException>(async () => await lost.AcknowledgeAsync(taken))).Kind);

        // As after a crash: what was in flight comes again, and the attempt counts.
        await using var again = await driver.SubscribeAsync("app:jobs", 1, default);
        for (var i = 0; i < published; i++)
        {
            var delivery = await again.ReceiveAsync(default);
            Assert.Equal(($"{i}", i == 0 ? 2 : 1), (delivery.Message.Id, delivery.Attempt));
            await again.AcknowledgeAsync(delivery);
        }

        await driver.PublishAsync("app:jobs", Large(99), default);
        Assert.Equal("99", (await again.ReceiveAsync(default)).Message.Id);

        static QueueMessage Large(int number) => new($"{number}", new byte[8000], new Dictionary<string, string>());
    }

    [Fact]
    public void A_transaction_with_a_publish_waits_for_the_disk_and_one_without_does_not()
    {
        var (store, _) = SqliteFile.Open(File, ["app:jobs"]);
        using (store)
        {
            foreach (var syncs in new[] { true, false, true, false, true })
            {
                store.Begin(syncs);
                Assert.Equal(syncs, store.WaitsForDisk);
                store.Commit();
            }
        }
    }

    [Fact]
    public async Task What_comes_after_the_close_is_unavailable()
    {
        var driver = await OpenAsync();
        await driver.DisposeAsync();

        var refused = await Assert.ThrowsAsync<ProcessException>(
            async () => await driver.PublishAsync("app:jobs", new QueueMessage("1", new byte[] { 1 }, new Dictionary<string, string>()), default));

        Assert.Equal(ErrorKind.Unavailable, refused.Kind);
    }

    [Fact]
    public async Task Queues_that_are_not_declared_any_more_keep_what_they_hold()
    {
        await using (var driver = await OpenAsync())
            await driver.PublishAsync("app:jobs", new QueueMessage("1", Encoding.UTF8.GetBytes("kept"), new Dictionary<string, string>()), default);
        await using (var other = new SqliteQueueDriver(File, TimeProvider.System))
            await other.OpenAsync([new QueueDeclaration("app:other")], default);

        await using var again = await OpenAsync();
        Assert.Equal(1, (await again.GetStatisticsAsync("app:jobs", default)).MessageCount);
    }

    [Fact]
    public void Headers_that_are_damaged_are_refused() =>
        Assert.Equal(ErrorKind.Invalid, Assert.Throws<ProcessException>(() => SqliteHeaders.Read([5, 0, 0, 0, 1])).Kind);

    private async Task<SqliteQueueDriver> OpenAsync()
    {
        var driver = new SqliteQueueDriver(File, TimeProvider.System);
        await driver.OpenAsync(Queues, default);
        return driver;
    }

    private void Run(string statement)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }
}
